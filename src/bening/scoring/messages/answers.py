"""What is said of answers: where the file, a code, a value, a fact or an option is not as the instrument has it."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "answers_not_mapping": (
        "Berkas jawaban harus berisi baris nama: isi. Mulai dengan instrument: dan answers:.",
        "A file of answers must hold lines of name: value. Begin with instrument: and answers:.",
    ),
    "answers_key": (
        "Kunci {key} tidak dikenal dalam berkas jawaban. Yang dikenal: {known}.",
        "The key {key} is not known in a file of answers. Known are {known}.",
    ),
    "answers_text": (
        "Isi {key} harus satu teks. Tulis di baris yang sama, sesudah titik dua.",
        "The value of {key} must be one text. Write it on the same line, after the colon.",
    ),
    "answers_section": (
        "Bagian {key} harus berisi baris nama: isi. Tulis satu per baris, menjorok ke dalam.",
        "The section {key} must hold lines of name: value. Write one on each line, indented.",
    ),
    "answers_of_other": (
        "Jawaban ini untuk instrumen {found}, sedangkan yang dinilai {wanted}. Pilih berkas jawaban atau instrumen"
        " yang lain.",
        "These answers are for the instrument {found}, but {wanted} is being scored. Choose another file of"
        " answers or the other instrument.",
    ),
    "answers_without_instrument": (
        "Berkas belum menyebut instrumennya, sehingga jawaban dapat tertukar. Tambahkan baris instrument: {wanted}.",
        "The file does not name its instrument, so answers could be mixed up. Add the line instrument: {wanted}.",
    ),
    "answer_stage": (
        "Tahap “{text}” tidak ada pada instrumen ini. Yang ada: {known}.",
        "The instrument has no stage “{text}”. It has: {known}.",
    ),
    "day_shape": (
        "“{text}” bukan tanggal. Tulis tahun-bulan-hari, misalnya 2025-09-30.",
        "“{text}” is not a date. Write year-month-day, for example 2025-09-30.",
    ),
    "answer_code_unknown": (
        "Tidak ada pertanyaan {code} pada instrumen ini. Mungkin maksudnya {near}.",
        "The instrument has no question {code}. Perhaps {near} was meant.",
    ),
    "answer_twice": (
        "{code} sudah dijawab di baris {first}, sehingga tidak jelas mana yang berlaku. Hapus salah satunya.",
        "{code} was already answered on line {first}, so it is not clear which one holds. Remove one of them.",
    ),
    "answer_is_list": (
        "Jawaban {code} berupa daftar. Tulis satu nilai, atau mean_of: [...] untuk rata-rata beberapa penilaian.",
        "The answer to {code} is a list. Write one value, or mean_of: [...] for the mean of several assessments.",
    ),
    "answer_is_mapping": (
        "Jawaban {code} berupa beberapa isian, padahal pertanyaannya meminta satu nilai. Tulis nilainya saja.",
        "The answer to {code} has named parts, but the question asks for one value. Write the value alone.",
    ),
    "answer_not_number": (
        "Jawaban {code} harus angka; yang tertulis “{text}”. Tulis misalnya 3,72 atau 3.72, tanpa satuan dan tanpa"
        " pemisah ribuan.",
        "The answer to {code} must be a number; it reads “{text}”. Write for example 3.72 or 3,72, without a unit"
        " and without a thousands separator.",
    ),
    "answer_out_of_range": (
        "Jawaban {code} adalah {text}, di luar rentang {lowest} sampai {highest}. Perbaiki angkanya.",
        "The answer to {code} is {text}, outside the range {lowest} to {highest}. Correct the number.",
    ),
    "answer_not_on_scale": (
        "Jawaban {code} adalah “{text}”, yang tidak ada pada skalanya. Pilih salah satu dari {known}.",
        "The answer to {code} is “{text}”, which is not on its scale. Choose one of {known}.",
    ),
    "answer_not_ratio": (
        "Jawaban {code} adalah “{text}”. Pertanyaan ini meminta rasio: tulis misalnya 3/4 atau 0,75, atau isi"
        " angka-angkanya menurut nama.",
        "The answer to {code} is “{text}”. This question asks for a ratio: write for example 3/4 or 0.75, or give"
        " its figures by name.",
    ),
    "quotient_refused": (
        "Jawaban {code} adalah “{text}”, tetapi rumusnya memakai lebih dari satu masukan di atas atau di bawah garis."
        " Isi menurut nama: {names}.",
        "The answer to {code} is “{text}”, but its formula has more than one input above or below the line. Give"
        " them by name: {names}.",
    ),
    "not_applicable_refused": (
        "{code} tidak boleh dijawab n/a. Jawab pertanyaannya, atau kosongkan; jawaban kosong bernilai 0.",
        "{code} may not be answered with n/a. Answer it, or leave it empty; an empty answer counts 0.",
    ),
    "input_unknown": (
        "{code} tidak memiliki masukan {name}. Yang ada: {known}.",
        "{code} has no input {name}. It has: {known}.",
    ),
    "input_not_number": (
        "Masukan {name} pada {code} harus angka; yang tertulis “{text}”. Tulis misalnya 12 atau 7,5.",
        "The input {name} of {code} must be a number; it reads “{text}”. Write for example 12 or 7.5.",
    ),
    "input_not_count": (
        "Masukan {name} pada {code} harus bilangan bulat; yang tertulis “{text}”. Tulis dengan angka saja, tanpa"
        " titik, koma, atau kata.",
        "The input {name} of {code} must be a whole number; it reads “{text}”. Write it in digits alone, without"
        " point, comma or words.",
    ),
    "input_negative": (
        "Masukan {name} pada {code} adalah {text}, di bawah nol; jumlah tidak pernah negatif. Perbaiki angkanya.",
        "The input {name} of {code} is {text}, below zero; a count or amount is never negative. Correct it.",
    ),
    "count_ambiguous": (
        "Masukan {name} pada {code} tertulis {text}: dapat berarti {whole}, atau pecahan {part}. Jumlah ditulis dengan"
        " angka saja; bila maksudnya {whole}, hapus pemisah ribuannya.",
        "The input {name} of {code} reads {text}: it may mean {whole}, or the fraction {part}. A count is written in"
        " digits alone; if {whole} is meant, remove the thousands separator.",
    ),
    "mean_of_shape": (
        "Jawaban {code} dengan mean_of harus berisi satu daftar, 1 sampai 100 jawaban. Tulis misalnya"
        " mean_of: [A, B], tanpa isian lain di sampingnya.",
        "The answer to {code} with mean_of must hold one list of 1 to 100 answers. Write for example"
        " mean_of: [A, B], with nothing beside it.",
    ),
    "mean_of_part": (
        "Satu bagian mean_of pada {code} kosong, tidak lengkap, atau memuat mean_of atau file lagi. Lengkapi bagian"
        " itu, atau hapus dari daftarnya.",
        "A part of mean_of at {code} is empty, incomplete, or holds another mean_of or a file. Complete it, or"
        " remove it from the list.",
    ),
    "other_result_shape": (
        "Jawaban {code} memuat {name} yang tidak dapat dibaca. Isi score (nilai) atau file (berkas jawaban), dan"
        " bila perlu as_of (tanggal), masing-masing satu teks.",
        "The answer to {code} holds {name}, which cannot be read. Give score (a number) or file (a file of answers),"
        " and if you like as_of (a date), each one text.",
    ),
    "other_result_both": (
        "Jawaban {code} harus memuat salah satu saja: score atau file. Hapus atau lengkapi salah satunya.",
        "The answer to {code} must hold exactly one of score and file. Remove one, or add the one that is missing.",
    ),
    "answer_fact_unknown": (
        "Fakta {name} tidak ada pada instrumen ini. Yang ada: {known}.",
        "The instrument has no fact {name}. It has: {known}.",
    ),
    "fact_shape": (
        "Isi fakta {name} harus satu kata atau angka. Tulis di baris yang sama, sesudah titik dua.",
        "The fact {name} must be one word or number. Write it on the same line, after the colon.",
    ),
    "fact_value": (
        "Fakta {name} tertulis “{text}”, yang tidak diterima. Yang diterima: {known}.",
        "The fact {name} reads “{text}”, which is not accepted. Accepted are {known}.",
    ),
    "answer_option_unknown": (
        "Pilihan {name} tidak ada pada instrumen ini. Yang ada: {known}.",
        "The instrument has no option {name}. It has: {known}.",
    ),
    "option_choice": (
        "Pilihan {name} tertulis “{text}”, yang tidak tersedia. Pilih salah satu dari {known}.",
        "The option {name} reads “{text}”, which it does not offer. Choose one of {known}.",
    ),
}
