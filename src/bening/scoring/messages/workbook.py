"""Sentences about workbooks: what happened, why, and how to repair it; Indonesian, then English."""

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
        "This row has an answer but no code, so it is not clear what it answers. Fill in the code, or empty the answer.",
    ),
    "workbook_group_answered": (
        "{code} adalah judul kelompok dan tidak dijawab sendiri. Pindahkan “{text}” ke baris pertanyaan di bawahnya.",
        "{code} is the heading of a group and is not answered itself. Move “{text}” to a question below it.",
    ),
    "workbook_formula": (
        "Sel ini berisi rumus. Jawaban, catatan, dan kode harus ditulis langsung, supaya yang dinilai sama dengan yang"
        " terlihat: ketik nilainya, atau tempel sebagai “nilai saja”.",
        "This cell holds a formula. Answers, notes and codes must be written directly, so that what is scored is what is"
        " seen: type the value, or paste it as “values only”.",
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
        "This cell holds a date, not an answer; Excel often turns “3/4” into a date. Format the cell as Text or General,"
        " then write the answer again.",
    ),
    "workbook_percent_format": (
        "Sel ini berformat persen, sehingga 80% tersimpan sebagai 0,8 dan dapat terbaca salah. Format selnya sebagai"
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
        "{code} is answered twice: by a value in this row, and by inputs in the rows {code}:…. Use one of them and empty"
        " the other.",
    ),
    "workbook_day_alone": (
        "Tanggal untuk {code} terisi, tetapi skornya kosong. Isi skornya, atau kosongkan tanggalnya.",
        "The day of {code} is filled in, but its score is empty. Fill in the score, or empty the day.",
    ),
    "workbook_not_ours": (
        "Lembar sampul tidak menyebut {row}, jadi ini bukan buku kerja dari `bening template`, atau barisnya terhapus."
        " Mulai dari buku kerja kosong: bening template {instrument} -o berkas.xlsx",
        "The cover sheet does not name {row}, so this is not a workbook of `bening template`, or its row was deleted."
        " Start from an empty workbook: bening template {instrument} -o file.xlsx",
    ),
    "workbook_other_digest": (
        "Buku kerja ini dibuat dari versi lain instrumen {instrument} (sidik {found}, yang dipakai {wanted}), jadi"
        " jawabannya tidak dinilai. {differences} Salin jawaban ke buku kerja baru: bening template {instrument} -o"
        " berkas.xlsx",
        "This workbook was made from another version of the instrument {instrument} (digest {found}, in use {wanted}),"
        " so its answers are not scored. {differences} Copy the answers into a new workbook: bening template"
        " {instrument} -o file.xlsx",
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
