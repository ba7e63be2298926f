"""What is said of files: that they cannot be read, are no YAML or CSV, or cannot be written."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "file_is_folder": (
        "Ini sebuah folder, bukan berkas. Sebutkan berkas di dalamnya.",
        "This is a folder, not a file. Name a file inside it.",
    ),
    "file_not_regular": (
        "Ini bukan berkas biasa (tetapi pipa atau perangkat). Salin isinya ke sebuah berkas, lalu sebut berkas itu.",
        "This is no ordinary file (but a pipe or a device). Copy what it holds to a file, and name that file.",
    ),
    "file_unreadable": (
        "Berkas tidak dapat dibuka: {reason}. Periksa nama, letak, dan izin bacanya.",
        "The file cannot be opened: {reason}. Check its name, its folder and whether you may read it.",
    ),
    "file_too_large": (
        "Berkas lebih besar dari {limit}. Berkas yang benar jauh lebih kecil; periksa apakah ini berkas yang"
        " dimaksud, atau bagi isinya.",
        "The file is larger than {limit}. A proper file is much smaller; check that this is the one you meant,"
        " or divide it.",
    ),
    "file_encoding": (
        "Berkas tidak tersimpan sebagai UTF-8, sehingga hurufnya dapat salah terbaca. Buka berkasnya, lalu simpan"
        " lagi sebagai UTF-8.",
        "The file is not saved as UTF-8, so its letters could be misread. Open it and save it again as UTF-8.",
    ),
    "file_control_character": (
        "Ada karakter kendali {code} yang tidak tampak. Hapus karakter itu, atau ketik ulang barisnya.",
        "There is a control character {code} that cannot be seen. Remove it, or type the line again.",
    ),
    "file_ending": (
        "Akhiran nama berkas ini tidak dikenal. Pakai salah satu dari {known}.",
        "The ending of this file's name is not known. Use one of {known}.",
    ),
    "yaml_syntax": (
        "Baris ini bukan YAML yang benar: {problem}. Periksa lekukan, titik dua, dan tanda kutip di sini dan di"
        " baris sebelumnya.",
        "This is not correct YAML: {problem}. Check indentation, colons and quotes here and on the line before.",
    ),
    "yaml_second_document": (
        "Dokumen kedua mulai di sini (---). Satu berkas memuat satu dokumen; pindahkan sisanya ke berkas lain.",
        "A second document begins here (---). A file holds one document; move the rest to another file.",
    ),
    "yaml_empty": (
        "Berkas ini kosong. Isi lebih dulu, atau pilih berkas lain.",
        "This file is empty. Fill it in first, or choose another file.",
    ),
    "yaml_alias": (
        "Penanda & dan * (di sini {name}) tidak diterima, karena satu baris lalu berlaku di beberapa tempat."
        " Tulis isinya di setiap tempat.",
        "The marks & and * (here {name}) are not accepted, because one line would then hold in several places."
        " Write the value out in each place.",
    ),
    "yaml_too_many": (
        "Berkas memuat lebih dari {limit} isian. Periksa apakah ini berkas yang dimaksud, atau bagi isinya.",
        "The file holds more than {limit} values. Check that this is the file you meant, or divide it.",
    ),
    "yaml_tag": (
        "Penanda jenis {tag} tidak diterima; setiap isian dibaca sebagai teks. Hapus penanda itu.",
        "The tag {tag} is not accepted; every value is read as text. Remove the tag.",
    ),
    "yaml_too_deep": (
        "Isi bersarang lebih dari {limit} tingkat. Kurangi tingkatnya.",
        "Values are nested more than {limit} levels deep. Use fewer levels.",
    ),
    "yaml_key": (
        "Nama di sini berupa daftar atau peta. Nama harus teks; tulis sebagai nama: isi.",
        "The name here is a list or a mapping. A name must be text; write it as name: value.",
    ),
    "yaml_duplicate": (
        "{key} sudah ada di baris {first}, sehingga tidak jelas mana yang berlaku. Hapus salah satunya.",
        "{key} already stands on line {first}, so it is not clear which one holds. Remove one of them.",
    ),
    "csv_syntax": (
        "Baris ini bukan CSV yang benar: {problem}. Periksa tanda kutip: setiap yang dibuka harus ditutup.",
        "This line is not correct CSV: {problem}. Check the quotes: each one opened must be closed.",
    ),
    "csv_column": (
        "Baris pertama harus memuat kolom {column} tepat satu kali; yang terbaca: {found}. Perbaiki baris"
        " pertama; pemisahnya koma atau titik koma.",
        "The first line must have the column {column} exactly once; it reads: {found}. Repair the first line;"
        " its separator is a comma or a semicolon.",
    ),
    "csv_no_code": (
        "Baris ini berisi jawaban tanpa kode, jadi tidak jelas pertanyaan mana yang dijawab. Isi kolom code,"
        " atau kosongkan barisnya.",
        "This row has no code, so it is not clear which question it answers. Fill in the column code, or empty"
        " the row.",
    ),
    "csv_too_wide": (
        "Baris ini memuat {found} kolom, padahal baris pertama {wanted}, sehingga isinya bergeser. Beri tanda kutip"
        " lurus pada isi yang memuat pemisah, misalnya 3,72.",
        "This row has {found} columns, but the first line has {wanted}, so that its values have shifted. Put straight"
        " quotes around a value that holds the separator, such as 3,72.",
    ),
    "csv_too_many": (
        "CSV ini lebih dari {limit} baris. Satu berkas memuat jawaban satu unit; periksa apakah ini berkas yang"
        " dimaksud.",
        "This CSV has more than {limit} rows. A file holds the answers of one unit; check that this is the file"
        " you meant.",
    ),
    "output_unwritable": (
        "Hasil tidak dapat ditulis: {reason}. Periksa folder, izin, dan ruang kosongnya, lalu ulangi.",
        "The result cannot be written: {reason}. Check the folder, your rights and the free space, then try again.",
    ),
    "usage_error": (
        "Perintah tidak dapat dipahami: {text}. Tambahkan --help untuk melihat cara memakainya.",
        "The command cannot be understood: {text}. Add --help to see how it is used.",
    ),
    "server_missing": (
        "Perintah {command} memerlukan bagian server yang belum terpasang."
        " Pasang dengan: pip install 'bening[server]'.",
        "The command {command} needs the server part, which is not installed."
        " Install it: pip install 'bening[server]'.",
    ),
    "interrupted": (
        "Dihentikan sebelum selesai. Jalankan lagi untuk mengulang dari awal.",
        "Stopped before it was done. Run it again to start over.",
    ),
    "out_of_memory": (
        "Memori tidak cukup untuk berkas ini. Bagi berkasnya, atau jalankan di komputer dengan memori lebih besar.",
        "There is not enough memory for this file. Divide the file, or use a computer with more memory.",
    ),
}
