"""What is said of a file of closed days that cannot be used: where, what, and how to mend it."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "calendar_none": (
        "Tidak ada berkas hari libur. Tambahkan satu berkas untuk setiap tahun, misalnya 2026.yaml.",
        "There is no file of closed days. Add one file for each year, for instance 2026.yaml.",
    ),
    "calendar_gap": (
        "Tahun hari libur tidak berurutan: {years}. Tambahkan berkas tahun yang belum ada di antaranya.",
        "The years of closed days do not follow one another: {years}. Add the files of the years between them.",
    ),
    "calendar_file_name": (
        "Berkas ini memuat tahun {year}. Beri nama {year}.yaml, atau perbaiki tahunnya.",
        "This file holds the year {year}. Name it {year}.yaml, or correct the year.",
    ),
    "calendar_not_a_day": (
        "“{text}” pada {where} bukan tanggal ({key}). Tulis tahun-bulan-hari, misalnya 2026-08-17.",
        "“{text}” in {where} is no date ({key}). Write year-month-day, for instance 2026-08-17.",
    ),
    "calendar_no_basis": (
        "Hari {day} harus menyebut keputusannya (decision) atau ditandai anggapan (assumed: true); salah satu saja.",
        "The day {day} must name its decision, or be marked as assumed (assumed: true); one of the two.",
    ),
    "calendar_decision_unknown": (
        "Keputusan {decision} tidak ada di berkas ini. Yang ada: {known}.",
        "The decision {decision} is not in this file. Found are {known}.",
    ),
    "calendar_other_year": (
        "Hari {day} bukan bagian dari tahun {year}. Pindahkan ke berkas tahunnya.",
        "The day {day} does not belong to the year {year}. Move it to the file of its year.",
    ),
    "calendar_order": (
        "Hari {day} ditulis sesudah {before}. Tulis setiap hari satu kali, urut tanggal.",
        "The day {day} stands after {before}. Write each day once, in the order of dates.",
    ),
}
