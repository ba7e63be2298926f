"""The words of the sheets, in both languages, and numbers as each language writes them."""

from fractions import Fraction

from bening.scoring import numbers
from bening.scoring.text import Text

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
    "gap": Text("Selisih", "Gap"),
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
    "other_result": Text(
        "Skor {instrument}, 0 sampai {highest}", "The score of {instrument}, 0 to {highest}"
    ),
    "day_of_result": Text("Tanggal skor itu (boleh kosong)", "Day of that score (may stay empty)"),
    "yes": Text("ya", "yes"),
    "no": Text("tidak", "no"),
    "not_applicable": Text("tidak berlaku", "not applicable"),
    "from_list": Text("Pilih salah satu dari daftar.", "Choose one from the list."),
    "wrong": Text("Tidak dapat dipakai", "Cannot be used"),
    "word_of": Text("Dari rendah ke tinggi: {words}", "From low to high: {words}"),
    "page": Text("Halaman &P dari &N", "Page &P of &N"),
}

FACT_WORDS = ("Tidak", "Ya")
FACT_WORDS_ALSO = ("T", "Y", "FALSE", "TRUE")


def figure(value: Fraction, language: str, decimals: int | None = None) -> str:
    """Return a number as the language writes it: in full, or with so many decimals."""
    text = numbers.shortest(value) if decimals is None else numbers.written(value, decimals)
    return text.replace(".", ",") if language != "en" else text


def points_figure(value: Fraction, language: str) -> str:
    """Return points in full where two to four decimals do, else with four."""
    places = numbers.decimals_of(value)
    return figure(value, language, 4 if places is None else min(max(places, 2), 4))
