"""What is said of a ledger that does not fit: where, what, and what to do."""

_RESTORE = (
    "Hentikan penulisan, simpan salinan basis data ini sebagai bukti, lalu bandingkan dengan cadangan.",
    "Stop writing, keep a copy of this database as evidence, and compare it with a backup.",
)


def _both(indonesian: str, english: str) -> tuple[str, str]:
    return f"{indonesian} {_RESTORE[0]}", f"{english} {_RESTORE[1]}"


CATALOGUE: dict[str, tuple[str, str]] = {
    "ledger_whole": (
        "Buku catatan cocok: {events} peristiwa, {rows} baris. Kepala rantai: {head}",
        "The ledger fits: {events} events, {rows} rows. Head of the chain: {head}",
    ),
    "ledger_not_set_up": (
        "Basis data ini belum memuat buku catatan. Jalankan python -m bening.manage migrate, lalu ulangi.",
        "This database has no ledger yet. Run python -m bening.manage migrate, then try again.",
    ),
    "ledger_no_database": (
        "Basis data tidak dapat dibuka: {reason}. Periksa BENING_DATABASE atau BENING_STATE, lalu ulangi.",
        "The database cannot be opened: {reason}. Check BENING_DATABASE or BENING_STATE, then try again.",
    ),
    "ledger_gap": _both(
        "Peristiwa {expected} tidak ada; yang berikutnya bernomor {found}.",
        "Event {expected} is missing; the next one has number {found}.",
    ),
    "ledger_prev": _both(
        "Peristiwa {seq} tidak menyambung ke peristiwa {before}: sidik yang dibawanya berbeda.",
        "Event {seq} does not continue event {before}: the hash that it carries differs.",
    ),
    "ledger_hash": _both(
        "Isi peristiwa {seq} ({kind}) tidak cocok dengan sidiknya.",
        "What event {seq} ({kind}) says does not match its hash.",
    ),
    "ledger_unreadable": _both(
        "Peristiwa {seq} tidak berbentuk peristiwa.",
        "Event {seq} has not the form of an event.",
    ),
    "ledger_after_end": _both(
        "Peristiwa {seq} menyebut {id}, padahal subjek itu sudah dihapus dalam peristiwa {ended}.",
        "Event {seq} names {id}, but that subject was erased in event {ended}.",
    ),
    "ledger_version": _both(
        "Peristiwa {seq} menyebut versi {found} dari {id}, seharusnya versi {expected}.",
        "Event {seq} names version {found} of {id}; it should be version {expected}.",
    ),
    "ledger_end_kind": _both(
        "Peristiwa {seq}: sidik {id} dan jenis peristiwanya tidak sesuai; hanya penghapusan yang tanpa sidik.",
        "Event {seq}: the digest of {id} and the kind of the event disagree; only an erasure is without a digest.",
    ),
    "ledger_head": _both(
        "Kepala rantai menunjuk peristiwa {head}, padahal rantai berakhir pada peristiwa {seq} atau sidiknya lain.",
        "The head of the chain points to event {head}, but the chain ends at event {seq} or has another hash.",
    ),
    "ledger_day_head": _both(
        "Pada {day} kepala rantai dikatakan peristiwa {seq} dengan sidik lain dari yang kini ada dalam rantai.",
        "On {day} the head of the chain was said to be event {seq}, with another hash than the chain has now.",
    ),
    "ledger_no_head": _both("Kepala rantai tidak ada.", "The head of the chain is missing."),
    "ledger_row_unrecorded": _both(
        "Baris {id} dalam {table} tidak pernah dicatat.",
        "Row {id} in {table} was never recorded.",
    ),
    "ledger_row_erased": _both(
        "Baris {id} dalam {table} masih ada, padahal dihapus dalam peristiwa {seq}.",
        "Row {id} in {table} still stands, but was erased in event {seq}.",
    ),
    "ledger_row_changed": _both(
        "Baris {id} dalam {table} berubah tanpa dicatat setelah peristiwa {seq}.",
        "Row {id} in {table} was changed without a record after event {seq}.",
    ),
    "ledger_row_unreadable": _both(
        "Baris ke-{position} dalam {table} (urut id) memuat isi yang tidak terbaca.",
        "Row {position} of {table} (by id) holds a value that cannot be read.",
    ),
    "ledger_row_missing": _both(
        "Baris {id} (versi {version}, peristiwa {seq}) tidak ada lagi tanpa penghapusan yang dicatat.",
        "Row {id} (version {version}, event {seq}) is gone without a recorded erasure.",
    ),
}
