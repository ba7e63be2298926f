"""What is said of paths: targets and budgets, and the file of efforts."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "solver_too_fine": (
        "Angka jawaban terlalu halus untuk dihitung pemecah atas syarat yang saling silang. Tulis rasio sebagai desimal"
        " pendek.",
        "The figures of the answers are too fine for the solver that gates need which overlap. Write ratios as short"
        " decimals.",
    ),
    "path_too_wide": (
        "Syarat yang saling silang terlalu banyak untuk dicari jalannya: {gates} syarat atas {questions} pertanyaan."
        " Kurangi syarat yang tidak bersarang.",
        "Too many gates overlap for a way to be found: {gates} gates over {questions} questions. Use fewer gates that"
        " do not nest.",
    ),
    "effort_falls_here": (
        "Upaya {code} untuk tingkat {to} lebih kecil daripada untuk tingkat di bawahnya. Upaya tidak boleh turun saat"
        " tingkat naik; tulis upaya kedua tingkat.",
        "The effort of {code} for the level {to} is less than for the level below. Efforts may not fall as the level"
        " rises; write the effort of both levels.",
    ),
    "effort_twice": (
        "Upaya {code} untuk tingkat {level} tertulis dua kali. Sisakan satu.",
        "The effort of {code} for the level {level} is written twice. Keep one.",
    ),
    "effort_too_fine": (
        "Upaya dalam berkas itu terlalu besar atau terlalu halus untuk dijumlahkan: jumlahnya lebih dari {limit} satuan"
        " terkecil. Bulatkan upayanya.",
        "The efforts are too large or too finely divided to be added up: together more than {limit} of the smallest"
        " unit. Round them.",
    ),
    "solver_gave_up": (
        "Pemecah tidak selesai dalam {seconds} detik, sehingga jalan termurah belum diketahui. Sederhanakan syarat atau"
        " bulatkan upayanya.",
        "The solver did not finish within {seconds} seconds, so the cheapest way is not known. Simplify the gates or"
        " round the efforts.",
    ),
    "target_unknown": (
        "“{target}” bukan predikat instrumen ini dan bukan angka. Pilih salah satu dari {known}, atau tulis jumlah"
        " poin.",
        "“{target}” is neither a predicate of this instrument nor a number. Choose one of {known}, or write a"
        " number of points.",
    ),
    "target_too_high": (
        "{target} poin tidak mungkin tercapai; nilai tertinggi instrumen ini {maximum}. Pilih sasaran yang lebih"
        " rendah.",
        "{target} points cannot be reached; the most that this instrument gives is {maximum}. Choose a lower target.",
    ),
    "path_none": (
        "Tidak ada jalan menuju {target}, sekalipun semua langkah diambil. Syarat yang tidak dapat dibuka: {gates}.",
        "There is no path to {target}, even if every step were taken. What cannot be opened: {gates}.",
    ),
    "budget_value": (
        "Anggaran upaya “{text}” bukan angka nol atau lebih. Tulis misalnya 12 atau 7,5.",
        "The budget of effort “{text}” is not a number of zero or more. Write for example 12 or 7.5.",
    ),
    "curve_too_fine": (
        "Kurva ini membutuhkan lebih dari {limit} tingkat upaya. Bulatkan angka di berkas upaya, lalu ulangi.",
        "This curve would need more than {limit} steps of effort. Round the numbers in the file of efforts, then"
        " try again.",
    ),
    "effort_shape": (
        "Berkas upaya harus berisi baris kode: upaya. Tulis misalnya PEM.MP.1.a: 3.",
        "A file of efforts must hold lines of code: effort. Write for example PEM.MP.1.a: 3.",
    ),
    "effort_code": (
        "Instrumen ini tidak memiliki pertanyaan {code}. Periksa kodenya, atau hapus barisnya.",
        "The instrument has no question {code}. Check the code, or remove the line.",
    ),
    "effort_level": (
        "Pertanyaan {code} tidak memiliki tingkat {level}. Pakai tingkat yang ada pada skalanya.",
        "The question {code} has no level {level}. Use a level of its scale.",
    ),
    "effort_value": (
        "Upaya untuk {code} harus angka di atas nol atau kata impossible; yang tertulis “{text}”. Ganti isinya.",
        "The effort of {code} must be a number above zero or the word impossible; it reads “{text}”. Change it.",
    ),
    "effort_falls": (
        "Upaya {code} ke tingkat {higher} lebih kecil daripada ke {lower}, padahal tingkatnya lebih tinggi. Naikkan"
        " upaya {higher}, atau turunkan upaya {lower}.",
        "For {code} the effort to reach {higher} is less than to reach {lower}, though it is the higher level."
        " Raise the effort of {higher}, or lower that of {lower}.",
    ),
}
