"""What is said of tables of many answer sets."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "many_without_id": (
        "Tabel ini tidak punya kolom `id`; yang ada: {found}. Tambahkan kolom `id` agar tiap baris dapat dikenali.",
        "The table has no column `id`; it has: {found}. Add a column `id`, so that the rows can be told apart.",
    ),
    "many_column_twice": (
        "Kolom {column} ada lebih dari satu, jadi jawabannya tidak jelas. Sisakan satu.",
        "There is more than one column {column}, so its answer is not clear. Keep one.",
    ),
    "many_column_unknown": (
        "Kolom {column} tidak dikenal instrumen ini. Mungkin maksudnya {near}; ganti namanya, atau buang kolomnya.",
        "The instrument knows no column {column}. Perhaps {near} is meant; rename the column, or take it out.",
    ),
    "many_questions_missing": (
        "{count} pertanyaan tidak punya kolom: {columns}. Tambahkan kolomnya; sel yang belum dijawab boleh kosong.",
        "{count} questions have no column: {columns}. Add the columns; leave cells empty that have no answer yet.",
    ),
    "many_inputs_missing": (
        "Rumus {code} memakai masukan yang tidak punya kolom: {columns}. Tambahkan kolomnya, atau buang semua kolom"
        " masukan {code} dan isi nilainya pada kolom {code}.",
        "The formula of {code} uses inputs that have no column: {columns}. Add them, or take out all columns of inputs"
        " of {code} and give its value in a column {code}.",
    ),
    "many_column_type": (
        "Kolom {column} bertipe {kind}, yang tidak dapat dibaca sebagai jawaban. Simpan sebagai teks atau angka.",
        "The column {column} has the type {kind}, which cannot be read as answers. Store it as text or numbers.",
    ),
    "many_id_type": (
        "Kolom {column} bertipe {kind}; id harus teks atau bilangan bulat. Ubah tipenya.",
        "The column {column} has the type {kind}; an id is text or a whole number. Change its type.",
    ),
    "many_id_missing": (
        "Baris ini tidak punya id, sehingga hasilnya tidak dapat dikenali. Isi kolom `id`.",
        "This row has no id, so its result could not be told from others. Fill in the column `id`.",
    ),
    "many_answer_twice": (
        "{code} dijawab dua kali: pada kolom {code} dan pada kolom masukannya. Kosongkan salah satu.",
        "{code} is answered twice: in the column {code} and in the columns of its inputs. Empty one of them.",
    ),
    "many_row_length": (
        "Baris ini punya {found} sel, padahal judul kolomnya {wanted}. Periksa pemisah dan tanda kutip pada baris ini.",
        "This row has {found} cells, but there are {wanted} headings. Check separators and quotes in this row.",
    ),
    "many_broken": (
        "Isi tabel tidak dapat dibaca: {reason}. Simpan ulang tabelnya, lalu coba lagi.",
        "The table cannot be read: {reason}. Save the table anew and try again.",
    ),
}
