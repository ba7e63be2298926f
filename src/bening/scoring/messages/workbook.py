"""Sentences about workbooks, Indonesian and English: what happened, why, and how to repair it; words of the sheets."""

from bening.scoring.text import Text

CATALOGUE: dict[str, tuple[str, str]] = {
    "workbook_too_large": (
        "Berkas ini lebih besar dari {limit}, sedangkan buku kerja Bening jauh di bawahnya. Keluarkan gambar atau"
        " lembar tambahan, simpan, lalu coba lagi.",
        "This file is larger than {limit}, and a Bening workbook is far smaller. Take out pictures or extra sheets,"
        " save, and try again.",
    ),
    "workbook_old_or_locked": (
        "Berkas ini terkunci kata sandi atau berformat Excel lama (.xls). Hapus kata sandinya, lalu simpan sebagai"
        " “Buku Kerja Excel (.xlsx)”.",
        "This file is locked by a password or is in the old Excel format (.xls). Remove the password, then save it as"
        " “Excel Workbook (.xlsx)”.",
    ),
    "workbook_not_xlsx": (
        "Isi berkas ini bukan buku kerja .xlsx. Simpan dari Excel atau LibreOffice sebagai .xlsx; mengganti nama"
        " akhirannya saja tidak cukup.",
        "The content of this file is not an .xlsx workbook. Save it from Excel or LibreOffice as .xlsx; changing the"
        " ending of its name is not enough.",
    ),
    "workbook_damaged": (
        "Berkas ini terpotong atau rusak ({reason}). Unduh atau salin sekali lagi dari aslinya, atau buka dan simpan"
        " ulang di LibreOffice atau Excel.",
        "This file is cut off or damaged ({reason}). Download or copy it again from the original, or open it in"
        " LibreOffice or Excel and save it anew.",
    ),
    "workbook_inflates": (
        "Isi berkas ini mengembang melebihi {limit}, jadi pembacaannya dihentikan. Buku kerja Bening tidak pernah"
        " sebesar itu: mulai lagi dari buku kerja kosong.",
        "The content of this file inflates beyond {limit}, so reading stopped. A Bening workbook is never that large:"
        " start again from an empty workbook.",
    ),
    "workbook_too_many_parts": (
        "Berkas ini berisi lebih dari {limit} {what}, jadi pembacaannya dihentikan. Hapus lembar, baris, dan kolom"
        " yang tidak dipakai, atau mulai lagi dari buku kerja kosong.",
        "This file holds more than {limit} {what}, so reading stopped. Delete sheets, rows and columns that are not"
        " used, or start again from an empty workbook.",
    ),
    "workbook_declares": (
        "Bagian {part} berisi deklarasi DOCTYPE, yang tidak pernah ada dalam buku kerja biasa. Buka dan simpan ulang"
        " di LibreOffice atau Excel.",
        "The part {part} holds a DOCTYPE declaration, which a normal workbook never does. Open it in LibreOffice or"
        " Excel and save it anew.",
    ),
    "workbook_sheets_missing": (
        "Lembar ini tidak ada: {missing}. Lembar yang ada: {found}. Buku kerja harus utuh: kembalikan nama lembar yang"
        " diubah, atau salin jawaban ke buku kerja kosong yang baru.",
        "These sheets are missing: {missing}. Sheets found: {found}. The workbook must be whole: give renamed sheets"
        " their names back, or copy the answers into a new empty workbook.",
    ),
    "workbook_no_header": (
        "Lembar ini tidak punya baris judul dengan kolom “Kode” dan “Jawaban”, jadi jawabannya tidak dapat dicari."
        " Tulis kembali kedua kata itu di atas kolomnya.",
        "This sheet has no heading row with the columns “Code” and “Answer”, so the answers cannot be found. Write"
        " both words above their columns again.",
    ),
    "workbook_column_twice": (
        "Kolom “{column}” ada lebih dari sekali (juga di {first}), jadi tidak jelas mana yang berlaku. Hapus atau ganti"
        " judul yang satu.",
        "The column “{column}” stands more than once (also in {first}), so it is not clear which counts. Delete or"
        " rename one of the headings.",
    ),
    "workbook_rows_missing": (
        "Baris dengan kode ini tidak ada di lembar: {codes}. Setiap pertanyaan harus punya baris, juga yang belum"
        " dijawab. Tulis kembali kodenya, atau salin jawaban ke buku kerja kosong yang baru.",
        "The rows of these codes are not on the sheet: {codes}. Each question must have its row, answered or not."
        " Write the code again, or copy the answers into a new empty workbook.",
    ),
    "workbook_code_twice": (
        "Kode {code} sudah ada di {first}. Satu kode hanya boleh punya satu baris: hapus baris yang keliru.",
        "The code {code} stands in {first} already. A code may have one row only: delete the wrong one.",
    ),
    "workbook_code_unknown": (
        "Kode {code} tidak ada di lembar ini. Yang paling mirip: {near}. Perbaiki kode di kolom pertama, atau kosongkan"
        " jawaban dan catatan di baris ini.",
        "The code {code} does not belong to this sheet. The nearest is {near}. Correct the code in the first column, or"
        " empty the answer and note of this row.",
    ),
    "workbook_no_code": (
        "Baris ini punya jawaban tetapi tidak punya kode, jadi tidak jelas menjawab apa. Isi kodenya, atau kosongkan"
        " jawabannya.",
        "This row has an answer but no code, so it is unclear what it answers. Fill in the code, or empty the answer.",
    ),
    "workbook_group_answered": (
        "{code} adalah judul kelompok dan tidak dijawab sendiri. Pindahkan “{text}” ke baris pertanyaan di bawahnya.",
        "{code} is the heading of a group and is not answered itself. Move “{text}” to a question below it.",
    ),
    "workbook_formula": (
        "Sel ini berisi rumus. Jawaban, catatan, dan kode harus ditulis langsung, supaya yang dinilai sama dengan yang"
        " terlihat: ketik nilainya, atau tempel sebagai “nilai saja”.",
        "This cell holds a formula. Answers, notes and codes must be written directly, so that what is scored is what"
        " is seen: type the value, or paste it as “values only”.",
    ),
    "workbook_boolean": (
        "Sel ini berisi nilai logika {text}, bukan jawaban. Ketik huruf atau kata dari daftar pilihannya (misalnya Ya"
        " atau Tidak), dan format selnya sebagai Teks.",
        "This cell holds the logical value {text}, not an answer. Type a letter or word of its list (for instance Ya or"
        " Tidak), and format the cell as Text.",
    ),
    "workbook_error": (
        "Sel ini berisi kesalahan Excel {text}. Hapus isinya, lalu tulis jawabannya.",
        "This cell holds the Excel error {text}. Delete it, then write the answer.",
    ),
    "workbook_date": (
        "Sel ini berisi tanggal, bukan jawaban; Excel sering mengubah “3/4” menjadi tanggal. Format selnya sebagai Teks"
        " atau Umum, lalu tulis jawabannya lagi.",
        "This cell holds a date, not an answer; Excel often turns “3/4” into a date. Format the cell as Text or"
        " General, then write the answer again.",
    ),
    "workbook_percent_format": (
        "Sel ini berformat persen, jadi 80% tersimpan sebagai 0,8 dan dapat terbaca salah. Format selnya sebagai"
        " Umum, lalu tulis angkanya tanpa tanda persen.",
        "This cell is formatted as a percentage, so 80% is stored as 0.8 and could be misread. Format the cell as"
        " General, then write the number without the percent sign.",
    ),
    "workbook_number": (
        "Angka “{text}” di sel ini tidak dapat dibaca. Hapus isinya, lalu ketik angkanya lagi.",
        "The number “{text}” in this cell cannot be read. Delete it, then type the number again.",
    ),
    "workbook_ratio_both": (
        "{code} dijawab dua kali: dengan nilai di baris ini, dan dengan masukan di baris {code}:…. Pakai salah satu,"
        " kosongkan yang lain.",
        "{code} is answered twice: by a value in this row, and by inputs in the rows {code}:…. Use one of them and"
        " empty the other.",
    ),
    "workbook_day_alone": (
        "Tanggal untuk {code} terisi, tetapi skornya kosong. Isi skornya, atau kosongkan tanggalnya.",
        "The day of {code} is filled in, but its score is empty. Fill in the score, or empty the day.",
    ),
    "workbook_not_ours": (
        "Lembar sampul tidak menyebut {row}, jadi ini bukan buku kerja dari `bening template`, atau barisnya terhapus."
        " Mulai dari buku kerja kosong: bening template {instrument} -o berkas.xlsx.",
        "The cover sheet does not name {row}, so this is not a workbook of `bening template`, or its row was deleted."
        " Start from an empty workbook: bening template {instrument} -o file.xlsx.",
    ),
    "workbook_other_digest": (
        "Buku kerja ini dibuat dari versi lain instrumen {instrument} (sidik {found}, yang dipakai {wanted}), jadi"
        " jawabannya tidak dinilai. Salin jawaban ke buku kerja baru dari bening template {instrument} -o berkas.xlsx.",
        "This workbook was made from another version of the instrument {instrument} (digest {found}, in use {wanted}),"
        " so its answers are not scored. Copy the answers into a new workbook from bening template {instrument}"
        " -o file.xlsx.",
    ),
    "workbook_only_there": (
        "Hanya ada di buku kerja: {codes}. Instrumen yang dipakai tidak lagi memuatnya, jadi jawabannya ditinggalkan.",
        "Only in the workbook: {codes}. The instrument in use no longer has them, so leave their answers behind.",
    ),
    "workbook_only_here": (
        "Hanya ada di instrumen yang dipakai: {codes}. Jawablah di buku kerja baru.",
        "Only in the instrument in use: {codes}. Answer them in the new workbook.",
    ),
    "workbook_part_changed": (
        "{code} berubah, dulu “{before}”, kini “{after}”. Periksa apakah jawabannya masih cocok.",
        "{code} changed, from “{before}” to “{after}”. Check whether its answer still fits.",
    ),
    "workbook_more_changed": (
        "Masih ada {count} bagian lain yang berubah. Bandingkan berkas instrumennya dengan bening check --against.",
        "Another {count} parts changed. Compare the files of the instrument with bening check --against.",
    ),
    "workbook_words_changed": (
        "Kode, bobot, skala, dan syaratnya sama; bedanya pada teks, sumber, atau catatan. Jawaban dapat disalin apa"
        " adanya.",
        "Codes, weights, scales and gates are the same; texts, sources or notes differ. The answers can be copied as"
        " they are.",
    ),
    "workbook_version_unknown": (
        "Apa yang berbeda tidak tersimpan dalam buku kerja ini. Periksa setiap jawaban ketika menyalinnya.",
        "What differs is not on record in this workbook. Check each answer when you copy it.",
    ),
    "workbook_cannot_hold": (
        "Jawaban {codes} tidak dapat ditulis ke buku kerja: satu sel memuat satu jawaban, sedangkan ini gabungan"
        " beberapa penilaian atau hasil dari berkas lain. Pakai YAML untuk jawaban itu, atau tulis nilainya langsung.",
        "The answers to {codes} cannot be written to a workbook: a cell holds one answer, and these combine several"
        " assessments or take the result of another file. Use YAML for them, or give their value directly.",
    ),
    "workbook_note_too_long": (
        "Catatan pada {code} lebih panjang dari {limit} huruf, batas satu sel Excel. Persingkat catatannya.",
        "The note on {code} is longer than {limit} characters, the limit of a cell in Excel. Shorten the note.",
    ),
    "workbook_not_written": (
        "Buku kerja tidak dapat disimpan: {reason}. Periksa foldernya dan izin menulis di sana.",
        "The workbook could not be saved: {reason}. Check the folder and the permission to write there.",
    ),
}

WORDS: dict[str, Text] = {
    "code": Text("Kode", "Code"),
    "question": Text("Pertanyaan", "Question"),
    "rubric": Text("Rubrik tiap tingkat", "Rubric of each level"),
    "evidence": Text("Petunjuk bukti", "Evidence"),
    "answer": Text("Jawaban", "Answer"),
    "note": Text("Catatan", "Note"),
    "maximum": Text("Maks.", "Max."),
    "points": Text("Poin", "Points"),
    "status": Text("Keadaan", "Status"),
    "subtotal": Text("Subtotal", "Subtotal"),
    "missing": Text("Belum dijawab", "Not answered"),
    "of_points": Text("dari {maximum} poin", "of {maximum} points"),
    "of_questions": Text("dari {count} pertanyaan", "of {count} questions"),
    "empty": Text("kosong", "empty"),
    "filled": Text("terisi", "filled"),
    "partial": Text("kurang masukan", "input missing"),
    "check": Text("periksa", "check"),
    "complete": Text("lengkap", "complete"),
    "short_of": Text("belum dijawab", "not answered"),
    "item": Text("Uraian", "Item"),
    "in_force": Text("Berlaku / pilihan", "In force / choices"),
    "identity": Text("Tentang penilaian ini", "About this assessment"),
    "facts": Text("Fakta di luar poin", "Facts outside the points"),
    "results": Text("Hasil, dihitung dari lembar lain", "Results, computed from the other sheets"),
    "verdicts": Text("Predikat", "Verdicts"),
    "options": Text(
        "Pilihan cara menghitung (kosong berarti yang berlaku di sebelahnya)",
        "Choices of how to compute (empty means the one in force beside it)",
    ),
    "instrument": Text("Instrumen", "Instrument"),
    "sha256": Text("Sidik instrumen (SHA-256), jangan diubah", "Digest of the instrument (SHA-256), leave as it is"),
    "profile": Text("Bobot yang dipakai", "Weights in use"),
    "as_of": Text("Jawaban ini per tanggal", "The answers hold as of"),
    "as_of_hint": Text("tahun-bulan-hari, misalnya 2025-09-11", "year-month-day, as in 2025-09-11"),
    "stage": Text("Tahap penilaian", "Stage of the assessment"),
    "total": Text("Jumlah poin, tepat", "Total of points, exact"),
    "score": Text("Nilai akhir, {decimals} desimal", "Final score, {decimals} decimals"),
    "all_missing": Text("Pertanyaan yang belum dijawab", "Questions not answered"),
    "how": Text(
        "Isi sel berwarna biru muda saja; sel lain terkunci, tanpa kata sandi. Mulai dari lembar ini, lalu satu lembar"
        " untuk setiap area. Pilih dari daftar, atau ketik; huruf kecil dan koma desimal boleh. Jawaban kosong bernilai"
        " nol. Setelah diisi: bening score {instrument} berkas.xlsx",
        "Fill in the light blue cells only; the others are locked, without a password. Begin with this sheet, then one"
        " sheet for each area. Choose from the list, or type; lower case and decimal commas are fine. An empty answer"
        " counts nothing. When done: bening score {instrument} file.xlsx",
    ),
    "assumed_weights": Text(
        "Bobot “{title}” adalah anggapan: tidak ada sumber yang memberinya. Poin di buku kerja ini ikut anggapan itu.",
        "The weights “{title}” are assumed: no source gives them. The points in this workbook rest on that.",
    ),
    "assumed": Text("anggapan", "assumed"),
    "expected": Text("perkiraan", "our expectation"),
    "gate": Text("Syarat", "Gate"),
    "need": Text("Perlu", "Need"),
    "have": Text("Ada", "Have"),
    "basis": Text("Dasar", "Rests on"),
    "share_of": Text("{share}% dari {maximum}: ", "{share}% of {maximum}: "),
    "all_points": Text("Jumlah seluruh poin", "Total of all points"),
    "open": Text("terbuka", "open"),
    "shut": Text("tertutup", "shut"),
    "unused": Text("tidak dipakai", "not in use"),
    "unstated": Text("belum diisi", "not stated"),
    "limit_unknown": Text("batas tidak diketahui", "limit unknown"),
    "gates_open": Text("syarat terbuka", "gates open"),
    "of": Text("dari", "of"),
    "reached": Text("TERCAPAI", "REACHED"),
    "scored": Text("nilai cukup, fakta belum", "points suffice, facts do not"),
    "not_reached": Text("belum tercapai", "not reached"),
    "gates_title": Text("Syarat predikat dan ambang", "Gates of the verdicts, and thresholds"),
    "gates_how": Text(
        "Lembar ini hanya untuk dibaca: ia menunjukkan syarat mana yang masih tertutup menurut jawaban saat ini.",
        "This sheet is for reading only: it shows which gates are still shut under the present answers.",
    ),
    "thresholds": Text("Ambang tahap", "Thresholds of stages"),
    "range": Text("Angka {lowest} sampai {highest}", "A number from {lowest} to {highest}"),
    "at_least": Text("mulai {limit}: {value}", "from {limit}: {value}"),
    "at_most": Text("sampai {limit}: {value}", "up to {limit}: {value}"),
    "ratio": Text(
        "Isi jumlahnya di baris di bawah; atau nilainya langsung di sini, 0 sampai 1.\n{formula}",
        "Fill in the figures in the rows below; or the value itself here, 0 to 1.\n{formula}",
    ),
    "count": Text("Bilangan bulat, 0 atau lebih", "A whole number, 0 or more"),
    "number": Text("Angka, 0 atau lebih", "A number, 0 or more"),
    "unused_input": Text("dicatat, tidak ikut dihitung", "recorded, not part of the computation"),
    "shared": Text("sama dengan di {codes}", "the same as in {codes}"),
    "other_result": Text("Skor {instrument}, 0 sampai {highest}", "The score of {instrument}, 0 to {highest}"),
    "day_of_result": Text("Tanggal skor itu (boleh kosong)", "Day of that score (may stay empty)"),
    "yes": Text("ya", "yes"),
    "no": Text("tidak", "no"),
    "yes_or_no": Text("Ya atau Tidak", "Ya (yes) or Tidak (no)"),
    "from_list": Text("Pilih salah satu dari daftar.", "Choose one from the list."),
    "wrong": Text("Tidak dapat dipakai", "Cannot be used"),
    "word_of": Text("Dari rendah ke tinggi: {words}", "From low to high: {words}"),
    "page": Text("Halaman &P dari &N", "Page &P of &N"),
}
