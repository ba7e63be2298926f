"""What is said of a row that comes back and cannot be taken: where, what, why, and how to mend it."""

from bening.kernel.documents.messages import CATALOGUE as SHEETS
from bening.scoring.messages.render import render
from bening.scoring.text import Message

OWN: dict[str, tuple[str, str]] = {
    "sheet_row_unknown": (
        "Baris ini tidak dapat diisi lewat lembar Anda: penandanya hilang, atau indikatornya tidak dapat Anda ubah"
        " sekarang. Unduh lembar baru, lalu isi barisnya di sana.",
        "This row cannot be filled in through your sheet: its mark is gone, or you cannot change the indicator now."
        " Download a new sheet and fill in the row there.",
    ),
    "sheet_row_moved": (
        "Kode {code} tidak cocok dengan penanda barisnya; mungkin hanya sebagian kolom yang diurutkan. Unduh lembar"
        " baru, lalu isi barisnya di sana.",
        "The code {code} does not fit the mark of its row; perhaps only some columns were sorted. Download a new sheet"
        " and fill in the row there.",
    ),
    "sheet_row_twice": (
        "Indikator {code} ada lebih dari sekali. Hapus salah satu barisnya.",
        "The indicator {code} stands more than once. Delete one of its rows.",
    ),
    "sheet_changed_meanwhile": (
        "{code} sudah diubah orang lain sejak lembar ini diunduh; sekarang tertulis: {now}. Isian Anda ada di lembar"
        " perbaikan. Bandingkan, lalu unggah lembar perbaikan itu.",
        "{code} was changed by somebody else since this sheet was downloaded; it now says: {now}. What you wrote is in"
        " the sheet of repairs. Compare, then upload that sheet.",
    ),
    "sheet_note_long": (
        "Catatan paling panjang {limit} huruf; yang ini {found}. Pendekkan catatannya.",
        "A note has at most {limit} letters; this one has {found}. Shorten it.",
    ),
    "sheet_own_office": (
        "{office} tidak menilai dirinya sendiri. Pilih penilai internal lain.",
        "{office} does not assess itself. Choose another internal assessor.",
    ),
    "sheet_under_review": (
        "{code} sedang diperiksa, jadi belum dapat dialihkan. Biarkan kantornya, atau alihkan setelah dikembalikan.",
        "{code} is being examined, so it cannot be handed on yet. Leave its office, or hand it on after its return.",
    ),
    "sheet_due_earlier": (
        "Tenggat {day} tidak sesudah tenggat sekarang. Tulis hari yang lebih akhir, atau biarkan yang lama.",
        "The due date {day} is not after the present one. Write a later day, or leave the old one.",
    ),
}
CATALOGUE = SHEETS | OWN


def told(entry: Message) -> dict[str, str]:
    """Return a message in both languages, as it is kept until its person reads it."""
    return {language: render(entry, language, CATALOGUE) for language in ("id", "en")}
