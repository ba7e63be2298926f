"""What the commands that run the server say: what happened, why, and what to do next."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "serve_ready": ("Bening siap di {address}", "Bening is ready at {address}"),
    "serve_demo": (
        "Basis data ini CONTOH: hanya komputer ini yang dilayani, dan tidak ada surel yang keluar.",
        "This database is a SAMPLE: only this computer is served, and no mail leaves.",
    ),
    "serve_port_taken": (
        "Porta {port} sudah dipakai: {reason}. Hentikan yang memakainya, atau pilih porta lain dengan --port.",
        "Port {port} is taken: {reason}. Stop what uses it, or choose another with --port.",
    ),
    "serve_demo_outside": (
        "Basis data ini CONTOH dan hanya boleh dilayani di komputer ini, sedangkan {name} menyebut {value}."
        " Kosongkan {name}, atau pakai basis data yang bukan contoh.",
        "This database is a SAMPLE and is served on this computer alone, but {name} says {value}."
        " Leave {name} out, or use a database that is no sample.",
    ),
    "serve_not_migrated": (
        "Basis data belum sesuai dengan program ini. Buat cadangan bila ada isinya, lalu jalankan"
        " python -m bening.manage migrate.",
        "The database does not fit this program yet. Make a backup if it holds anything, then run"
        " python -m bening.manage migrate.",
    ),
    "serve_no_static": (
        "Berkas tampilan belum disiapkan di {folder}. Jalankan python -m bening.manage collectstatic --no-input.",
        "The files of the look are not in {folder} yet. Run python -m bening.manage collectstatic --no-input.",
    ),
    "serve_no_secret": (
        "Kunci rahasia belum ada. Jalankan python -m bening.config.setup.",
        "There is no secret key yet. Run python -m bening.config.setup.",
    ),
    "serve_unhealthy": (
        "Server berjalan, tetapi {address} menjawab {status}: {parts}. Periksa bagian itu.",
        "The server runs, but {address} answers {status}: {parts}. Look into that part.",
    ),
    "worker_ready": (
        "Pekerjaan harian dikerjakan setiap hari pukul 02.00, dan sekarang bila tertinggal.",
        "The daily work is done at 02:00 each day, and now where it is behind.",
    ),
    "upkeep_done": ("{title}: {amount}", "{title}: {amount}"),
    "upkeep_line": ("{when}  {title}: {amount}", "{when}  {title}: {amount}"),
    "upkeep_held": ("{title}: sedang dikerjakan proses lain", "{title}: another process is at it"),
    "upkeep_failed": (
        "Gagal: {title}. Cari {reference} di catatan server, lalu ulangi dengan bening upkeep.",
        "Failed: {title}. Look for {reference} in the log of the server, then try again with bening upkeep.",
    ),
    "upkeep_late": (
        "Tertinggal lebih dari sehari: {title}. Jalankan bening serve, bening worker, atau bening upkeep.",
        "Behind by more than a day: {title}. Run bening serve, bening worker, or bening upkeep.",
    ),
    "server_running": (
        "Server sedang berjalan di atas basis data ini. Hentikan dahulu, lalu ulangi.",
        "A server is running on this database. Stop it first, then try again.",
    ),
    "number_outside": (
        "{name} harus bilangan bulat dari {least} sampai {most}, bukan {value}.",
        "{name} must be a whole number from {least} to {most}, not {value}.",
    ),
    "database_unusable": (
        "Basis data tidak dapat dipakai: {reason}. Periksa BENING_DATABASE atau BENING_STATE, lalu ulangi.",
        "The database cannot be used: {reason}. Check BENING_DATABASE or BENING_STATE, then try again.",
    ),
    "demo_begun": ("Memuat data CONTOH; tunggu sebentar …", "Loading the SAMPLE data; one moment …"),
    "demo_made": ("Data CONTOH sudah dimuat.", "The SAMPLE data is loaded."),
    "demo_there": ("Data CONTOH sudah ada; tidak ada yang diubah.", "The SAMPLE data is there; nothing was changed."),
    "demo_not_empty": (
        "Basis data ini sudah berisi dan bukan contoh; data contoh tidak dimuat ke dalamnya. Pakai BENING_STATE atau"
        " BENING_DATABASE lain.",
        "This database holds records and is no sample; no sample data is loaded into it. Use another BENING_STATE or"
        " BENING_DATABASE.",
    ),
    "backup_made": (
        "Cadangan ditulis ke {file}: {parts} bagian, buku catatan sampai peristiwa {events}, kepala rantai {head}",
        "The backup is in {file}: {parts} parts, the ledger up to event {events}, head of the chain {head}",
    ),
    "backup_plain": (
        "Cadangan ini tidak disandi: siapa pun yang mendapatkannya dapat membaca seluruh isinya.",
        "This backup is not encrypted: whoever gets it can read all of it.",
    ),
    "backup_no_recipient": (
        "Cadangan hanya ditulis tersandi. Sebutkan penerimanya dengan --to age1... atau BENING_BACKUP_TO; --plain"
        " menulisnya tanpa sandi.",
        "A backup is written encrypted. Name its recipient with --to age1... or BENING_BACKUP_TO; --plain writes it"
        " without encryption.",
    ),
    "backup_bad_recipient": (
        "{value} bukan kunci penerima age. Kunci itu diawali age1, dan bukan kunci rahasia.",
        "{value} is no key of an age recipient. Such a key begins with age1 and is not the secret one.",
    ),
    "backup_missing_file": (
        "Berkas bukti {sha256} disebut basis data tetapi tidak ada, atau isinya berubah. Cadangan tetap dibuat tanpa"
        " berkas itu; cari berkasnya di cadangan sebelumnya.",
        "The evidence file {sha256} is named by the database but is not there, or its content changed. The backup was"
        " made without it; look for it in an older backup.",
    ),
    "restore_not_empty": (
        "Tempat tujuan tidak kosong: {place}. Pemulihan hanya dilakukan ke tempat kosong; pakai BENING_STATE atau"
        " BENING_DATABASE lain, atau pindahkan isinya dahulu.",
        "The place is not empty: {place}. A backup is restored into an empty place alone; use another BENING_STATE or"
        " BENING_DATABASE, or move away what is there.",
    ),
    "restore_no_key": (
        "Cadangan ini disandi. Sebutkan berkas kunci rahasianya dengan --key.",
        "This backup is encrypted. Name the file of its secret key with --key.",
    ),
    "restore_bad_key": (
        "Tidak ada kunci rahasia age dalam berkas ini. Barisnya diawali AGE-SECRET-KEY-1.",
        "There is no secret key of age in this file. Its line begins with AGE-SECRET-KEY-1.",
    ),
    "restore_not_decrypted": (
        "Cadangan tidak dapat dibuka: kuncinya bukan milik cadangan ini, atau berkasnya rusak ({reason})."
        " Tidak ada yang dipulihkan.",
        "The backup cannot be opened: the key is another's, or the file is damaged ({reason}). Nothing was restored.",
    ),
    "restore_damaged": (
        "Isi cadangan tidak cocok dengan sidiknya ({part}): berkasnya rusak atau diubah. Tidak ada yang dipulihkan;"
        " pakai cadangan lain.",
        "The backup does not match its checksums ({part}): it is damaged or was changed. Nothing was restored;"
        " use another backup.",
    ),
    "restore_other_engine": (
        "Cadangan ini dari {from_engine}, sedangkan tujuannya {to_engine}. Atur BENING_DATABASE sesuai asalnya.",
        "This backup comes from {from_engine}, and the place is {to_engine}. Set BENING_DATABASE as it was.",
    ),
    "restore_newer": (
        "Cadangan ini dibuat oleh Bening yang lebih baru ({migration} tidak dikenal). Pasang versi itu, lalu ulangi.",
        "This backup was made by a newer Bening ({migration} is unknown). Install that version, then try again.",
    ),
    "restore_ledger": (
        "Buku catatan dalam cadangan tidak cocok: {reason} Tidak ada yang dipulihkan.",
        "The ledger in the backup does not fit: {reason} Nothing was restored.",
    ),
    "restore_unlike": (
        "Kepala rantai sesudah pemulihan bukan yang tertulis dalam cadangan. Tidak ada yang dipulihkan.",
        "The head of the chain after restoring is not the one that the backup names. Nothing was restored.",
    ),
    "restore_done": (
        "Dipulihkan: {files} berkas, {events} peristiwa, {rows} baris. Kepala rantai: {head}",
        "Restored: {files} files, {events} events, {rows} rows. Head of the chain: {head}",
    ),
    "restore_lacks": (
        "Berkas bukti {sha256} sudah tidak ada ketika cadangan dibuat.",
        "The evidence file {sha256} was gone already when the backup was made.",
    ),
}
