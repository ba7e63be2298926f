"""The words around figures in the terminal, in both languages, and numbers as each language writes them."""

import re

from bening.scoring.text import Text

_DECIMAL = re.compile(r"(?<=[0-9])\.(?=[0-9])")

WORDS: dict[str, Text] = {
    "score": Text("Nilai", "Score"),
    "of": Text("dari", "of"),
    "exact": Text("tepatnya", "exactly"),
    "weights": Text("bobot", "weights"),
    "profile_assumed": Text(
        "Bobot di sini anggapan, tidak ada sumber yang memberinya.",
        "The weights here are assumed; no source gives them.",
    ),
    "assumed": Text("anggapan", "assumed"),
    "assumed_head": Text(
        "Bertumpu pada anggapan (tidak ada sumber yang memastikan):", "Rests on assumptions (no source settles them):"
    ),
    "missing_head": Text(
        "Belum dijawab (bernilai nol, pembagi tetap):", "Not answered (count nothing, keep their divisor):"
    ),
    "missing_input": Text("kurang masukan", "input missing"),
    "warnings_head": Text("Perhatian:", "Note:"),
    "tree_head": Text("Rincian", "Breakdown"),
    "gates_head": Text("Syarat", "Gates"),
    "need": Text("perlu", "needs"),
    "short": Text("kurang", "short by"),
    "have": Text("ada", "has"),
    "unstated": Text("belum dinyatakan", "not stated"),
    "limit_unknown": Text("batas tidak diketahui", "limit unknown"),
    "open": Text("terpenuhi", "open"),
    "shut": Text("belum terpenuhi", "shut"),
    "unknown": Text("belum diketahui", "unknown"),
    "scored_yes": Text("semua syarat nilai terpenuhi", "every gate on points is open"),
    "scored_no": Text("masih ada syarat nilai yang belum terpenuhi", "a gate on points is shut"),
    "reached_yes": Text("TERCAPAI", "REACHED"),
    "reached_no": Text("belum tercapai", "not reached"),
    "readings_differ": Text("Hasil berbeda menurut tafsiran:", "The readings differ:"),
    "at_most": Text("paling banyak", "at most"),
    "budget_one": Text(
        "Inilah satu-satunya pilihan yang memberi nilai setinggi ini dengan upaya sekecil ini.",
        "This is the only choice that wins this many points for so little effort.",
    ),
    "budget_some": Text(
        "Ada {count} pilihan yang memberi nilai setinggi ini dengan upaya yang sama; satu di antaranya:",
        "There are {count} choices that win this many points for the same effort; one of them:",
    ),
    "needed_budget": Text("ada di setiap pilihan itu", "in every such choice"),
    "yes": Text("ya", "yes"),
    "no": Text("tidak", "no"),
    "stage": Text("Tahap", "Stage"),
    "threshold": Text("ambang", "threshold"),
    "band": Text("Kategori", "Band"),
    "band_none": Text("tidak ada yang diketahui pada nilai ini", "none known at this score"),
    "advice_head": Text("Untuk diketahui (bukan syarat):", "For information (not a gate):"),
    "would_open": Text("terpenuhi", "met"),
    "would_shut": Text("belum terpenuhi", "not met"),
    "answer": Text("jawaban", "answer"),
    "no_answer": Text("belum dijawab", "not answered"),
    "source": Text("sumber", "source"),
    "share": Text("bagian", "share"),
    "code": Text("kode", "code"),
    "maximum": Text("maksimum", "maximum"),
    "questions": Text("pertanyaan", "questions"),
    "year": Text("tahun", "year"),
    "sourced": Text("bersumber", "sourced"),
    "to_target": Text("Jalan termurah ke", "Cheapest way to"),
    "points_target": Text("poin", "points"),
    "effort": Text("upaya", "effort"),
    "effort_unit": Text(
        "Satu upaya = satu tingkat naik, kecuali berkas upaya menentukan lain.",
        "One effort = one level up, unless the effort file says otherwise.",
    ),
    "already": Text("Sudah tercapai tanpa langkah.", "Reached already, without a step."),
    "alternatives_one": Text(
        "Inilah satu-satunya jalan dengan upaya sekecil ini.", "This is the only way with so little effort."
    ),
    "alternatives": Text(
        "Ada {count} pilihan dengan upaya yang sama kecil; satu di antaranya:",
        "There are {count} choices with the same least effort; one of them:",
    ),
    "alternatives_many": Text(
        "Ada sedikitnya {count} pilihan dengan upaya yang sama kecil; satu di antaranya:",
        "There are at least {count} choices with the same least effort; one of them:",
    ),
    "alternatives_unknown": Text(
        "Jumlah pilihan dengan upaya yang sama kecil tidak dihitung; satu di antaranya:",
        "How many choices share this least effort was not counted; one of them:",
    ),
    "needed": Text("wajib: ada di setiap jalan termurah", "needed: in every cheapest way"),
    "from_to": Text("{before} menjadi {after}", "{before} to {after}"),
    "gain": Text("menambah", "adds"),
    "needs_head": Text(
        "Hasil survei dan capaian tidak dapat diubah langsung; syaratnya meminta paling sedikit:",
        "Surveys and achievements cannot be changed directly; their gates ask for at least:",
    ),
    "facts_head": Text(
        "Langkah apa pun di sini tidak dapat memenuhinya; urus lebih dulu:",
        "No step here can open these; see to them first:",
    ),
    "after": Text("Sesudah langkah itu", "After these steps"),
    "least_proven": Text(
        "Tidak ada jalan dengan upaya lebih kecil (dihitung tepat).", "No way takes less effort (computed exactly)."
    ),
    "least_assumed": Text(
        "Dengan bobot anggapan ini, terbukti tidak ada jalan dengan upaya lebih kecil.",
        "Under these weights, provably no way takes less effort.",
    ),
    "least_solver": Text(
        "Menurut pemecah HiGHS tidak ada jalan dengan upaya lebih kecil (hitungan titik mengambang; jalannya diperiksa "
        "tepat).",
        "The solver HiGHS finds no way with less effort (floating point; the way itself was checked exactly).",
    ),
    "blocked_head": Text(
        "Tidak terjangkau. Tetap belum terpenuhi walau semua langkah diambil:",
        "Out of reach. Still shut when every step is taken:",
    ),
    "weights_first": Text(
        "PERINGATAN: bobot {profile} adalah anggapan Bening, bukan bobot resmi. Langkahnya dapat berubah bila bobot "
        "resmi diketahui.",
        "WARNING: the weights {profile} are assumed by Bening, not official. The steps may change once the official "
        "weights are known.",
    ),
    "common_head": Text(
        "Langkah yang sama pada semua profil bobot ({profiles}):", "Steps common to all weight profiles ({profiles}):"
    ),
    "common_none": Text(
        "Tidak ada langkah yang sama pada semua profil bobot ({profiles}).",
        "No step is common to all weight profiles ({profiles}).",
    ),
    "budget_head": Text(
        "Nilai tertinggi dengan upaya paling banyak {budget}", "Most points for at most {budget} effort"
    ),
    "curve_head": Text("Nilai menurut upaya", "Points by effort"),
    "total": Text("total", "total"),
    "differences_none": Text("Tidak ada perbedaan.", "No difference."),
    "differences_head": Text("{new} dibandingkan dengan {old}:", "{new} compared with {old}:"),
    "valid": Text(
        "{file}: sah. {id}, {questions} pertanyaan, SHA-256 {digest}",
        "{file}: valid. {id}, {questions} questions, SHA-256 {digest}",
    ),
    "template_written": Text("Buku kerja {file} ditulis.", "Workbook {file} written."),
    "many_written": Text(
        "{rows} baris ditulis ke {file}. Dihitung ulang secara tepat: {exact} baris ({share} persen).",
        "{rows} rows written to {file}. Recomputed exactly: {exact} rows ({share} per cent).",
    ),
}


def say(key: str, language: str, **values: str | int) -> str:
    """Return words in the language, with named values put in."""
    words = WORDS[key].said(language)
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", str(value))
    return words


MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def day(text: str, language: str) -> str:
    """Return a day such as 2025-09-08 as the language writes it: 8 September 2025."""
    year, month, date = text.split("-")
    return f"{int(date)} {MONTHS[language][int(month) - 1]} {year}"


ASSUMED_KINDS = {
    "weights": Text("bobot", "weights"),
    "gate": Text("syarat", "gates"),
    "option": Text("pilihan", "options"),
    "rubric": Text("rubrik", "rubrics"),
    "zero_divisor": Text("pembagi nol", "zero divisors"),
    "scale": Text("urutan skala", "order of scales"),
    "band": Text("kategori", "bands"),
    "threshold": Text("ambang", "thresholds"),
}


def answer(text: str | None, language: str) -> str:
    """Return an answer or fact as a person reads it: decimals and true or false as the language writes them."""
    if text is None:
        return say("no_answer", language)
    if text in {"true", "false"}:
        return say("yes" if text == "true" else "no", language)
    return _DECIMAL.sub(",", text) if language == "id" else text


def number(text: str, language: str) -> str:
    """Return a decimal number as the language writes it: a comma in Indonesian, a point in English."""
    return text.replace(".", ",") if language == "id" else text
