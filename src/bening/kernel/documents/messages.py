"""What is said of a sheet that cannot be read or written: where, what, why, and how to mend it."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "sheets_text_too_long": (
        "Isi kolom “{column}” lebih panjang daripada yang dimuat satu sel ({limit} huruf). Pendekkan isinya, lalu unduh"
        " lagi.",
        "The text in the column “{column}” is longer than a cell holds ({limit} letters). Shorten it, then download"
        " again.",
    ),
    "sheets_no_sheet": (
        "Lembar “{sheet}” tidak ada. Lembar yang ada: {found}. Kembalikan nama lembarnya, atau pakai berkas yang"
        " diunduh dari sini.",
        "There is no sheet “{sheet}”. Sheets found: {found}. Give the sheet its name back, or use the file that was"
        " downloaded here.",
    ),
    "sheets_no_head": (
        "Judul kolom ini tidak ada pada {within} baris pertama: {missing}. Tulis kembali judulnya dalam satu baris,"
        " atau pakai berkas yang diunduh dari sini.",
        "These column titles are not in the first {within} rows: {missing}. Write them again in one row, or use the"
        " file that was downloaded here.",
    ),
    "sheets_column_twice": (
        "Kolom “{column}” ada lebih dari sekali (juga di {first}), jadi tidak jelas mana yang berlaku. Hapus"
        " salah satu.",
        "The column “{column}” stands more than once (also in {first}), so it is not clear which counts. Delete one.",
    ),
    "sheets_column_unknown": (
        "Kolom “{column}” berisi data tetapi tidak dikenal. Yang dikenal: {known}. Hapus kolomnya, atau perbaiki"
        " judulnya.",
        "The column “{column}” holds data but is not known. Known are {known}. Delete it, or correct its title.",
    ),
    "sheets_column_unknown_near": (
        "Kolom “{column}” berisi data tetapi tidak dikenal. Mungkin maksudnya “{near}”. Perbaiki judulnya, atau hapus"
        " kolomnya.",
        "The column “{column}” holds data but is not known. Perhaps “{near}” was meant. Correct its title, or delete"
        " the column.",
    ),
    "sheets_too_many_rows": (
        "Lembar ini berisi {found} baris, sedangkan satu berkas memuat paling banyak {limit}. Bagi menjadi beberapa"
        " berkas.",
        "This sheet holds {found} rows, and one file takes at most {limit}. Divide it into several files.",
    ),
    "sheets_too_many_cells": (
        "Berkas ini berisi lebih dari {limit} sel. Hapus lembar, baris, dan kolom yang tidak dipakai, lalu unggah"
        " lagi.",
        "This file holds more than {limit} cells. Delete sheets, rows and columns that are not used, then upload"
        " again.",
    ),
    "sheets_too_heavy": (
        "Berkas ini terlalu berat untuk dibaca. Salin isinya ke berkas yang diunduh dari sini, tanpa gambar dan lembar"
        " lain, lalu unggah lagi.",
        "This file is too heavy to be read. Copy what it holds into the file that was downloaded here, without pictures"
        " and other sheets, then upload again.",
    ),
    "sheets_no_rows": (
        "Tidak ada baris berisi di bawah judul kolom. Isi paling sedikit satu baris, lalu unggah lagi.",
        "No row below the column titles is filled in. Fill in at least one, then upload again.",
    ),
    "sheets_more_faults": (
        "Masih ada {count} kesalahan lain. Perbaiki yang di atas dahulu, lalu unggah lagi.",
        "There are {count} more faults. Mend those above first, then upload again.",
    ),
    "sheets_required": (
        "Kolom “{column}” wajib diisi. Isi sel ini, atau kosongkan seluruh barisnya.",
        "The column “{column}” must be filled in. Fill in this cell, or empty its whole row.",
    ),
    "sheets_formula": (
        "Sel pada kolom “{column}” berisi rumus, padahal yang dibaca hanya isi langsung. Ketik nilainya, atau tempel"
        " sebagai “nilai saja”.",
        "The cell in the column “{column}” holds a formula, and only what is written directly is read. Type the value,"
        " or paste it as “values only”.",
    ),
    "sheets_error": (
        "Sel pada kolom “{column}” berisi kesalahan Excel {found}. Hapus isinya, lalu tulis nilainya.",
        "The cell in the column “{column}” holds the Excel error {found}. Delete it, then write the value.",
    ),
    "sheets_boolean": (
        "Sel pada kolom “{column}” berisi nilai logika (TRUE atau FALSE). Format selnya sebagai Teks, lalu tulis isinya"
        " dengan kata.",
        "The cell in the column “{column}” holds a logical value (TRUE or FALSE). Format the cell as Text, then write"
        " the value in words.",
    ),
    "sheets_became_day": (
        "Sel pada kolom “{column}” menjadi tanggal; Excel sering mengubah “3/4” menjadi tanggal. Format selnya sebagai"
        " Teks, lalu tulis isinya lagi.",
        "The cell in the column “{column}” became a date; Excel often turns “3/4” into one. Format the cell as Text,"
        " then write the value again.",
    ),
    "sheets_digits_lost": (
        "Angka {found} pada kolom “{column}” terlalu panjang untuk Excel, yang menyimpan 15 angka saja; sisanya mungkin"
        " sudah hilang. Format selnya sebagai Teks, lalu tulis angkanya lagi.",
        "The number {found} in the column “{column}” is too long for Excel, which keeps 15 digits only; the others may"
        " be lost. Format the cell as Text, then write the number again.",
    ),
    "sheets_invisible": (
        "Isi kolom “{column}” memuat tanda yang tidak terlihat, biasanya dari salinan program lain. Ketik isinya"
        " langsung di sel.",
        "The text in the column “{column}” holds marks that cannot be seen, usually copied from another program. Type"
        " the text directly into the cell.",
    ),
    "sheets_not_in_list": (
        "“{found}” bukan pilihan untuk kolom “{column}”. Pilih salah satu: {choices}.",
        "“{found}” is no choice for the column “{column}”. Choose one of {choices}.",
    ),
    "sheets_not_in_list_near": (
        "“{found}” bukan pilihan untuk kolom “{column}”. Mungkin maksudnya “{near}”. Pilih dari daftar di selnya.",
        "“{found}” is no choice for the column “{column}”. Perhaps “{near}” was meant. Choose from the list.",
    ),
    "sheets_not_a_number": (
        "“{found}” pada kolom “{column}” bukan angka. Tulis angka saja, misalnya 1250 atau 12,5; tanpa Rp, tanpa titik"
        " ribuan.",
        "“{found}” in the column “{column}” is no number. Write figures only, for instance 1250 or 12,5; no currency,"
        " no separators of thousands.",
    ),
    "sheets_thousands": (
        "“{found}” pada kolom “{column}” dapat dibaca sebagai ribuan atau desimal. Tulis tanpa pemisah ribuan, misalnya"
        " 1250, atau format selnya sebagai Angka.",
        "“{found}” in the column “{column}” can be read as thousands or as decimals. Write it without a separator, for"
        " instance 1250, or format the cell as a Number.",
    ),
    "sheets_not_whole": (
        "“{found}” pada kolom “{column}” bukan bilangan bulat. Tulis tanpa angka di belakang koma.",
        "“{found}” in the column “{column}” is no whole number. Write it without decimals.",
    ),
    "sheets_not_a_day": (
        "“{found}” pada kolom “{column}” bukan tanggal. Tulis hari/bulan/tahun, misalnya 17/08/2026.",
        "“{found}” in the column “{column}” is no date. Write day/month/year, for instance 17/08/2026.",
    ),
}
