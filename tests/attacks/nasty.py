"""What somebody may send instead of what a form asks for."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from hypothesis import strategies as st

from tests.attacks.town import Town

TEXTS = [
    "", " ", "\0", "a\0b", "\u202eterbalik\u202c", "\ufeff", "\u200b", "\ud7ff\ue000\uffff", "😀" * 50, "a" * 5_001,
    "'; DROP TABLE ledger_event; --", "{{ settings.SECRET_KEY }}", "{% include 'x' %}", "<script>alert(1)</script>",
    "%s%n%(x)s", "../../etc/passwd", "=1+1", "\r\nSet-Cookie: a=b", "null", "None", "undefined", "[]", "{}", "true",
    "\x01\x02\x1b[31m", "\u0660\u0661", "ï»¿", "﷽" * 40,
]  # fmt: skip
NUMBERS = [
    "50", "0", "1", "2", "3", "-1", "+1", " 1 ", "01", "1.0", "1,5", "1.000,5", "1e3", "1e999999", "-0", "NaN",
    "Infinity", "-inf", "0x10", "1_000", "٣", "½", "1" * 20, "9" * 400, "9" * 5_000, "0." + "3" * 400, "1/3", "100",
    "101", "50%", "2147483648", "9223372036854775808", "1" + "0" * 4_299,
]  # fmt: skip
DAYS = [
    "2099-12-31", "2026-12-31", "2027-02-29", "0001-01-01", "9999-12-31", "2026-13-01", "20270101", "2027-W01-1",
    "31/12/2026", "2026-12-31T00:00", "besok", "-001-01-01", "2026-1-1", "٢٠٢٦-١٢-٣١", "2200-01-01",
]  # fmt: skip
WORDS = [
    "kirim", "simpan", "tarik", "setujui", "kembalikan", "accept", "repair", "reject", "self", "internal", "outside",
    "A", "B", "C", "K.1", "K.2", "kka", "lke", "baseline", "draft", "default", "new", "on", "missing", "operator",
    "administrator", "office", "region", "opd", "sample.note", "assessment.answer", "duplicate", "setuju", "tolak",
    "//contoh.example", "/kerja/", "https://contoh.example/", "air jernih mengalir pelan", "x@contoh.example",
]  # fmt: skip


def values(town: Town, other: Town) -> "st.SearchStrategy[str]":
    """Draw a value of a field: text, number, day, word or id, of one's own city or of the other."""
    ids = [str(value) for of in (town, other) for value in of.ids.values()]
    ids += [str(office.pk) for of in (town, other) for office in of.city.offices.values()]
    ids += [str(UUID(int=0)), "{" + str(UUID(int=1)) + "}", "urn:uuid:" + str(UUID(int=2)), "0" * 32]
    fixed = st.sampled_from([*TEXTS, *NUMBERS, *DAYS, *WORDS, *ids])
    return st.one_of(fixed, fixed, st.text(st.characters(exclude_categories=["Cs"]), max_size=30))


def bodies(names: list[str], town: Town, other: Town, seen: int) -> "st.SearchStrategy[dict[str, list[str]]]":
    """Draw a form: fields missing, repeated, or of another form."""
    value, seen_ = values(town, other), [str(seen)] * 3 + ["0", "9" * 30]
    more = [*names, "seen", "csrfmiddlewaretoken", "bahasa"]
    some = st.dictionaries(st.sampled_from(more), st.lists(value, max_size=3), max_size=len(more))
    likely = st.fixed_dictionaries({name: st.lists(value, min_size=1, max_size=1) for name in names})
    right = st.fixed_dictionaries(
        {name: st.lists(st.sampled_from(plausible(name, town, seen_)), min_size=1, max_size=1) for name in names}
    )
    return st.one_of(right, right, right, likely, some)


def plausible(name: str, town: Town, seen: list[str]) -> list[str]:
    """Return what a person might mean in a field of this name, with text that is hard to keep now and then."""
    office = [str(row.pk) for row in town.city.offices.values()]
    known: dict[str, list[str]] = {
        "seen": seen,
        "bukti": [str(town.item.pk)], "parent": ["", *office], "subject": [str(town.ids["answer_id"]), ""],
        "subject_kind": ["assessment.answer", "", *TEXTS], "dasar": ["personal", "malware"],
        "alasan": ["mistake", *TEXTS], "bobot": ["", "default"],
        "tahap": ["baseline", "", "penilaian_akhir"], "short_name": ["Baru", *TEXTS], "kembali": ["", *WORDS],
        "versi-berlaku": DAYS, "password": ["air jernih mengalir pelan", *TEXTS],
        "again": ["air jernih mengalir pelan"],
        "text": ["Angka ini keliru.", *TEXTS], "contact": ["", "0812", *TEXTS], "instrumen": ["", "kka-2025", *TEXTS],
        "successor": [str(town.ids["membership_id"])], "judul": ["Judul", *TEXTS],
        "kantor": office, "kantor.K.1": office, "penilai.K.1": office, "penilai": ["", *office], "organisation": office,
        "tenggat": DAYS, "sampai": DAYS, "mulai": DAYS, "tanggal": ["2025-03-01", *DAYS], "berlaku": DAYS,
        "ends_on": DAYS, "starts_on": DAYS, "per_tanggal": DAYS,
        "nilai": ["A", "B", *NUMBERS], "tahun": ["2024", *NUMBERS], "nomor": ["", *NUMBERS], "code": NUMBERS,
        "putusan": ["accept", "repair", "reject"], "pandangan": ["internal", "self", "outside"],
        "aksi": ["kirim", "simpan", "tarik", "setujui", "kembalikan"],
        "kode": ["K.1", "K.2"], "program": ["kka", "lke-zi", "spip"], "region": [town.city.region.code],
        "role": ["operator", "head"], "reach": ["office", "region"], "kind": ["opd"],
        "jawaban": [str(town.ids["answer_id"])], "tentang": [town.city.region.code, f"{town.city.region.code}/x"],
        "is_acting": ["", "on"], "on_behalf_of": [""], "golongan": [""], "situs": [""],
        "email": ["a@contoh.example", "A@CONTOH.example", "a\u202e@contoh.example", "a@" + "b" * 300 + ".example"],
        "alamat": ["file:///etc/passwd", "http://127.0.0.1/", "http://[::1]/", "gopher://x", "http://contoh.invalid/\r\n"],
    }  # fmt: skip
    return known.get(name, ["Kalimat biasa.", *TEXTS])


def sent(client: Any, address: str, body: dict[str, list[str]], how: str) -> Any:
    """Send a form as a form, with a file, as JSON, or under a kind that it is not."""
    if how == "multipart":
        return client.post(address, body)
    if how == "json":
        return client.post(address, body, content_type="application/json")
    text = urlencode(body, doseq=True)
    kinds = {"form": "application/x-www-form-urlencoded", "lie": "multipart/form-data; boundary=x", "odd": "text/\x7f"}
    return client.post(address, text, content_type=kinds[how])
