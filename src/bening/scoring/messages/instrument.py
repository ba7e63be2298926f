"""What is said of an instrument file: keys, numbers, the tree, ratios, gates, sources, and instruments in it."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "instrument_not_mapping": (
        "Berkas instrumen harus berisi baris kunci: isi. Mulai dengan format: bening-instrument-1.",
        "An instrument file must hold lines of key: value. Begin with format: bening-instrument-1.",
    ),
    "instrument_unknown": (
        "Instrumen {name} tidak tersedia. Pilih salah satu dari {known}, atau sebutkan berkas .yaml.",
        "There is no instrument {name}. Choose one of {known}, or name a .yaml file.",
    ),
    "key_missing": (
        "Kunci {key} belum ada pada {where}. Tambahkan kunci itu dengan isinya.",
        "The key {key} is missing in {where}. Add it with its value.",
    ),
    "key_unknown": (
        "Kunci {key} pada {where} tidak dikenal. Yang dikenal di sini: {known}.",
        "The key {key} in {where} is not known. Known here are {known}.",
    ),
    "key_unknown_near": (
        "Kunci {key} pada {where} tidak dikenal. Mungkin maksudnya {near}.",
        "The key {key} in {where} is not known. Perhaps {near} was meant.",
    ),
    "not_a_mapping": (
        "Isi {where} harus berupa baris kunci: isi. Tulis satu per baris, menjorok ke dalam.",
        "{where} must hold lines of key: value. Write one on each line, indented.",
    ),
    "not_a_mapping_key": (
        "Isi {key} pada {where} harus berupa baris nama: isi. Tulis satu per baris, menjorok ke dalam.",
        "{key} in {where} must hold lines of name: value. Write one on each line, indented.",
    ),
    "not_a_list": (
        "Isi {key} pada {where} harus berupa daftar. Awali setiap butir dengan tanda hubung, atau tulis [a, b].",
        "{key} in {where} must be a list. Begin each entry with a hyphen, or write [a, b].",
    ),
    "not_a_text": (
        "Isi {key} pada {where} harus satu teks. Tulis di baris yang sama, sesudah titik dua.",
        "{key} in {where} must be one text. Write it on the same line, after the colon.",
    ),
    "not_names": (
        "Isi {key} pada {where} harus daftar nama. Tulis misalnya [a, b]; setiap butir satu teks.",
        "{key} in {where} must be a list of names. Write for example [a, b]; each entry is one text.",
    ),
    "not_a_number": (
        "Isi {key} pada {where} harus angka; yang tertulis “{text}”. Tulis misalnya 0.67 atau 100/19, dengan titik"
        " sebagai tanda desimal.",
        "{key} in {where} must be a number; it reads “{text}”. Write for example 0.67 or 100/19, with a decimal point.",
    ),
    "not_a_whole_number": (
        "Isi {key} pada {where} harus bilangan bulat {lowest} sampai {highest}; yang tertulis “{text}”. Perbaiki"
        " angkanya.",
        "{key} in {where} must be a whole number from {lowest} to {highest}; it reads “{text}”. Correct it.",
    ),
    "not_a_flag": (
        "Isi {key} pada {where} harus true atau false; yang tertulis “{text}”. Pilih salah satunya.",
        "{key} in {where} must be true or false; it reads “{text}”. Choose one of them.",
    ),
    "not_a_choice": (
        "Isi {key} pada {where} tertulis “{text}”, yang tidak dikenal. Pilih salah satu dari {choices}.",
        "{key} in {where} reads “{text}”, which is not known. Choose one of {choices}.",
    ),
    "id_shape": (
        "Tanda pengenal “{text}” tidak dapat dipakai. Pakai huruf kecil, angka, dan tanda hubung, misalnya"
        " lke-zi-2025.",
        "The id “{text}” cannot be used. Use small letters, digits and hyphens, for example lke-zi-2025.",
    ),
    "code_shape": (
        "Kode “{code}” tidak dapat dipakai. Pakai huruf, angka, titik, tanda hubung, dan garis bawah, misalnya"
        " PEM.MP.1.",
        "The code “{code}” cannot be used. Use letters, digits, dots, hyphens and underscores, for example PEM.MP.1.",
    ),
    "code_twice": (
        "Kode {code} sudah dipakai di baris {first}, sehingga jawabannya tidak jelas milik yang mana. Beri kode lain.",
        "The code {code} is already used on line {first}, so it is not clear which of the two an answer belongs to."
        " Give it another code.",
    ),
    "code_unknown": (
        "{where} menyebut kode {code} yang tidak ada pada tree. Perbaiki kodenya.",
        "{where} names the code {code}, which the tree does not have. Correct the code.",
    ),
    "node_and_leaf": (
        "{where} memiliki children dan kind sekaligus. Hapus kind bila ia kelompok, atau children bila ia pertanyaan.",
        "{where} has both children and a kind. Remove kind if it is a group, or children if it is a question.",
    ),
    "mean_of_groups": (
        "{where} adalah rata-rata (aggregate: mean), maka isinya harus pertanyaan, bukan kelompok. Keluarkan"
        " kelompoknya, atau hapus aggregate.",
        "{where} is a mean (aggregate: mean), so it must hold questions, not groups. Move the groups out, or remove"
        " aggregate.",
    ),
    "weight_under_mean": (
        "{where} berada di bawah rata-rata (aggregate: mean) dan berbagi bobot sama rata. Hapus weight-nya.",
        "{where} stands under a mean (aggregate: mean) and shares its weight alike. Remove its weight.",
    ),
    "weight_not_positive": (
        "Isi {key} pada {where} adalah {value}; bobot harus di atas nol. Perbaiki angkanya.",
        "{key} in {where} is {value}; a weight must be above zero. Correct it.",
    ),
    "weights_do_not_sum": (
        "Bobot di bawah {where} (profil {profile}) berjumlah {found}, padahal harus {wanted}; selisihnya"
        " {difference}. Perbaiki salah satu bobot, atau bobot di atasnya.",
        "The weights below {where} (profile {profile}) add up to {found}, but must give {wanted}; the difference is"
        " {difference}. Correct one of them, or the weight above.",
    ),
    "scale_levels": (
        "Tingkat pada {where} harus dua atau lebih, dari yang terbaik ke yang terburuk, dengan nilai yang selalu turun"
        " di antara 1 dan 0. Urutkan atau perbaiki nilainya.",
        "{where} must have two or more levels from best to worst, with values that always fall and lie between 1"
        " and 0. Put them in order or correct the values.",
    ),
    "scale_unknown": (
        "{where} memakai skala {name} yang tidak ada pada scales. Yang ada: {known}.",
        "{where} uses the scale {name}, which scales does not have. It has: {known}.",
    ),
    "letter_shape": (
        "Nama tingkat “{key}” pada {where} tidak dapat dipakai. Pakai paling banyak 12 huruf, angka, + atau -.",
        "The level “{key}” in {where} cannot be used. Use at most 12 letters, digits, + or -.",
    ),
    "letter_twice": (
        "Dua tingkat pada {where} hanya berbeda huruf besar dan kecil, padahal jawaban tidak membedakannya. Ganti nama"
        " salah satunya.",
        "Two levels in {where} differ in capitals alone, which answers do not distinguish. Rename one of them.",
    ),
    "rubric_unknown": (
        "{where} memakai rubrik {name} yang tidak ada pada rubrics. Yang ada: {known}.",
        "{where} uses the rubric {name}, which rubrics does not have. It has: {known}.",
    ),
    "rubric_length": (
        "Rubrik {where} memuat {found} butir, padahal tingkatnya {wanted}. Tulis satu butir untuk setiap tingkat, dari"
        " yang terbaik ke yang terburuk.",
        "The rubric of {where} has {found} entries, but there are {wanted} levels. Write one entry for each level,"
        " from best to worst.",
    ),
    "evidence_unknown": (
        "{where} menyebut jenis bukti {name} yang tidak ada pada evidence_kinds. Tambahkan di sana, atau perbaiki"
        " namanya.",
        "{where} names the kind of evidence {name}, which evidence_kinds does not have. Add it there, or correct the"
        " name.",
    ),
    "range_empty": (
        "Rentang pada {where} kosong: {key} harus lebih besar daripada batas bawahnya. Perbaiki salah satu batas.",
        "The range in {where} is empty: {key} must be greater than the lower limit. Correct one of the limits.",
    ),
    "bands_missing": (
        "{where} belum memiliki {key} yang dapat dibaca, sehingga angkanya tidak bernilai apa pun. Tulis paling sedikit"
        " satu, misalnya at_least: 90 dengan value: 1.",
        "{where} has no {key} that can be read, so that its number would be worth nothing. Write at least one, for"
        " example at_least: 90 with value: 1.",
    ),
    "bands_order": (
        "Isi {key} pada {where} harus urut dari yang terbaik ke yang terburuk, dengan nilai yang turun di antara 1"
        " dan 0, semua memakai at_least atau semua at_most. Urutkan atau samakan.",
        "{key} in {where} must stand from best to worst, with values that fall between 1 and 0, all with at_least or"
        " all with at_most. Put them in order or make them alike.",
    ),
    "share_out_of_range": (
        "Isi {key} pada {where} adalah {value}, di luar 0 sampai 1. Tulis sebagai bagian dari satu, misalnya 0.60"
        " untuk 60 persen.",
        "{key} in {where} is {value}, outside 0 to 1. Write it as a part of one, for example 0.60 for 60 per cent.",
    ),
    "formula_shape": (
        "Rumus “{text}” pada {where} tidak dapat dibaca. Tulis jumlah dibagi jumlah, misalnya a / (b + c).",
        "The formula “{text}” in {where} cannot be read. Write a sum over a sum, for example a / (b + c).",
    ),
    "formula_input": (
        "Rumus {where} memakai {name} yang tidak ada pada inputs. Tambahkan di sana, atau perbaiki namanya.",
        "The formula of {where} uses {name}, which inputs does not have. Add it there, or correct the name.",
    ),
    "effect_wrong": (
        "{where}: effect tertulis {declared}, padahal menurut rumusnya {derived}. Perbaiki effect atau rumusnya.",
        "{where}: effect says {declared}, but by the formula it is {derived}. Correct effect or the formula.",
    ),
    "shared_not_mutual": (
        "{where} berbagi {name} dengan {other}, tetapi {other} tidak menyebut sebaliknya. Tulis shared_with pada"
        " keduanya, dengan nama yang sama.",
        "{where} shares {name} with {other}, but {other} does not say so in return. Write shared_with on both sides,"
        " with the same name.",
    ),
    "scale_words": (
        "Skala {where} harus memuat dua kata atau lebih yang semuanya berbeda, dari rendah ke tinggi. Lengkapi atau"
        " hapus yang ganda.",
        "The scale of {where} must have two or more words, all different, from low to high. Complete it, or remove"
        " what stands twice.",
    ),
    "choices_missing": (
        "{where} harus menawarkan dua pilihan atau lebih yang semuanya berbeda. Lengkapi choices, atau hapus yang"
        " ganda.",
        "{where} must offer two or more choices, all different. Complete choices, or remove what stands twice.",
    ),
    "option_unknown": (
        "{where} memakai pilihan {name} yang tidak ada pada options. Tambahkan di sana, atau perbaiki namanya.",
        "{where} uses the option {name}, which options does not have. Add it there, or correct the name.",
    ),
    "choice_unknown": (
        "{where} menunggu {choice} dari pilihan {name}, yang tidak ditawarkannya. Yang ditawarkan: {known}.",
        "{where} waits for {choice} of the option {name}, which it does not offer. It offers: {known}.",
    ),
    "stage_twice": (
        "Tahap {stage} sudah ada di atas. Beri id lain, atau gabungkan keduanya.",
        "The stage {stage} already stands above. Give it another id, or make one of the two.",
    ),
    "stage_unknown": (
        "{where} menyebut tahap {name} yang tidak ada pada stages. Perbaiki namanya, atau tambahkan tahapnya.",
        "{where} names the stage {name}, which stages does not have. Correct the name, or add the stage.",
    ),
    "profiles_too_many": (
        "{where} punya lebih dari {limit} profil bobot. Sisakan yang memang dibandingkan.",
        "{where} has more than {limit} weight profiles. Keep those that are really compared.",
    ),
    "weights_too_fine": (
        "Bobot sampai {where} tidak punya penyebut bersama yang wajar. Tulis bobot dengan desimal atau pecahan pendek.",
        "The weights up to {where} have no reasonable common denominator. Write them as short decimals or fractions.",
    ),
    "step_too_fine": (
        "Langkah {value} pada {where} terlalu kecil: indeks naik paling banyak {limit} kali. Perbesar {key}.",
        "The step {value} in {where} is too small: an index climbs at most {limit} times. Write a larger {key}.",
    ),
    "band_beyond": (
        "Batas pada {key} di {where} berada di luar minimum dan maksimumnya, sehingga tidak dapat dijawab."
        " Perbaiki angkanya.",
        "A limit in {key} of {where} lies outside minimum and maximum, so no answer reaches it. Correct the number.",
    ),
    "gates_missing": (
        "Predikat {where} tidak punya syarat, sehingga selalu tercapai. Tulis gates dengan sedikitnya satu syarat.",
        "The predicate {where} has no gates, so it would always be reached. Write gates with at least one gate.",
    ),
    "line_twice": (
        "Id {name} pada {where} sudah dipakai di atas. Beri id lain; hasil dan opsi menyebutnya dengan id saja.",
        "The id {name} in {where} is used above already. Give it another id; results and options name it by id alone.",
    ),
    "gate_above_maximum": (
        "Syarat {where} meminta {limit} poin, di atas maksimum {maximum}, sehingga tidak pernah terbuka."
        " Perbaiki angkanya.",
        "The gate {where} asks for {limit} points, above the maximum {maximum}, so it never opens. Correct the number.",
    ),
    "text_empty": (
        "Teks {key} pada {where} kosong. Tulis kata-katanya.",
        "The text {key} in {where} is empty. Write the words.",
    ),
    "instrument_id_differs": (
        "Berkas ini berisi instrumen {found}, padahal namanya {wanted}. Samakan nama berkas dengan id di dalamnya.",
        "This file holds the instrument {found} though it is named {wanted}. Make file name and id the same.",
    ),
    "gate_twice": (
        "Syarat {gate} sudah ada pada {where}. Beri id lain.",
        "The gate {gate} already stands in {where}. Give it another id.",
    ),
    "gate_shape": (
        "Syarat {where} belum menyebut apa yang dibandingkan. Tulis {key} (all atau daftar kode), atau fact.",
        "The gate {where} does not say what it compares. Write {key} (all or a list of codes), or fact.",
    ),
    "gate_without_tree": (
        "Syarat {where} membandingkan poin, padahal instrumen ini tidak memiliki tree. Pakai fact, atau tambah tree.",
        "The gate {where} compares points, but this instrument has no tree. Use fact, or add a tree.",
    ),
    "gate_nodes_overlap": (
        "Syarat {where} menghitung bagian yang sama dua kali ({codes}). Sebutkan bagian yang tidak saling memuat.",
        "The gate {where} would count the same part twice ({codes}). Name parts that do not contain one another.",
    ),
    "fact_unknown": (
        "{where} memakai fakta {name} yang tidak ada pada facts. Tambahkan di sana, atau perbaiki namanya.",
        "{where} uses the fact {name}, which facts does not have. Add it there, or correct the name.",
    ),
    "fact_limit_unknown": (
        "Batas {where} tertulis “{limit}”, yang bukan isi fakta {name}. Yang diterima: {known}.",
        "The limit of {where} reads “{limit}”, which the fact {name} cannot have. Accepted: {known}.",
    ),
    "source_unknown": (
        "{where} menyebut sumber {name} yang tidak ada pada sources. Yang ada: {known}.",
        "{where} names the source {name}, which sources does not have. It has: {known}.",
    ),
    "not_known": (
        "Nilai {what} pada {where} tidak berdasar teks aturan (rule: true) atau dua sumber terpisah. Tambahkan"
        " sumbernya, atau tulis assumed: true.",
        "The value {what} in {where} rests neither on the text of the rule (rule: true) nor on two separate sources."
        " Add the source, or write assumed: true.",
    ),
    "instrument_cycle": (
        "{where} mengambil hasil yang akhirnya bergantung pada dirinya sendiri, atau bersarang terlalu dalam: {chain}."
        " Putuskan salah satu kaitannya.",
        "{where} takes a result that in the end depends on itself, or is nested too deep: {chain}. Break one of the"
        " links.",
    ),
    "nested_instrument": (
        "{where} mengambil hasil instrumen {name}, yang tidak dapat dibaca. Perbaiki yang disebut sesudah ini, atau"
        " namanya.",
        "{where} takes the result of the instrument {name}, which cannot be read. Repair what is named after this, or"
        " the name.",
    ),
    "nested_maximum": (
        "{where} mengambil hasil instrumen {name}, yang nilai tertingginya {maximum}. Tulis maximum: {maximum}, supaya"
        " hasilnya dibagi dengan benar.",
        "{where} takes the result of the instrument {name}, whose maximum is {maximum}. Write maximum: {maximum}, so"
        " that the result is divided rightly.",
    ),
}
