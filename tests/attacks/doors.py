"""Every address that takes a form, found by walking the addresses, and the fields that each reads."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# What each address reads. The addresses of allauth stand at the end.
FIELDS: dict[str, str] = {
    "assessment:start": "program instrumen dari judul tahap bobot mulai tenggat subjek penilai kantor.K.1 penilai.K.1",
    "assessment:close": "seen pandangan",
    "assessment:state_facts": "seen fakta.opini_bpk",
    "assessment:remind": "jawaban pesan",
    "assessment:correct": "seen kode alasan sampai",
    "assessment:import_answers": "lembar",
    "assessment:import_handing": "lembar",
    "assessment:apply": "alasan",
    "assessment:drop": "",
    "assessment:take_away": "",
    "assessment:save": "seen nilai catatan aksi per_tanggal masukan.a",
    "assessment:move": "seen aksi",
    "assessment:find_internal": "seen putusan nilai alasan per_tanggal",
    "assessment:find_outside": "seen putusan nilai alasan per_tanggal",
    "assessment:decide": "seen nilai alasan",
    "assessment:remark": "pesan tenggat",
    "assessment:arrange": "seen tenggat alasan",
    "assessment:reassign": "seen kantor penilai alasan",
    "assessment:place": "bukti",
    "oversight:add": "kantor tahun nomor golongan",
    "oversight:upload": "berkas",
    "oversight:take": "seen",
    "oversight:drop": "",
    "oversight:receive": "seen tanggal",
    "oversight:withdraw": "seen alasan",
    "portal:report": "tentang text contact situs",
    "portal_en:report": "tentang text contact situs",
    "portal:inbox_answer": "seen answer",
    "portal:inbox_close": "seen",
    "portal_en:inbox_answer": "seen answer",
    "portal_en:inbox_close": "seen",
    "people_new_password": "password again",
    "people_sample": "next",
    "people_invitation": "password again",
    "people_invite": "name email organisation role reach",
    "people_withdraw": "seen",
    "people_organisation_add": "region name short_name kind parent",
    "people_organisation": "seen name short_name",
    "people_organisation_close": "seen",
    "people_end": "seen ends_on",
    "people_hand_over": "seen successor",
    "people_grant": "organisation role reach starts_on ends_on is_acting on_behalf_of",
    "people_deactivate": "seen",
    "people_reactivate": "seen",
    "people_password_link": "seen",
    "people_take_off_code": "seen",
    "evidence:add": "kantor berlaku judul subject subject_kind kembali berkas",
    "evidence:add_web": "kantor berlaku judul alamat subject subject_kind kembali",
    "evidence:add_paper": "kantor berlaku judul tempat rak subject subject_kind kembali",
    "evidence:retitle": "seen judul berlaku kembali",
    "evidence:add_version": "versi-judul versi-berlaku berkas kembali",
    "evidence:link": "subject subject_kind kembali",
    "evidence:unlink": "seen kembali",
    "evidence:scan": "seen",
    "evidence:publish": "seen setuju",
    "evidence:unpublish": "seen",
    "evidence:confirm_page": "seen kotak",
    "evidence:ask_withdrawal": "seen dasar alasan",
    "evidence:decide_withdrawal": "seen putusan alasan",
    "account_logout": "next",
    "account_change_password": "old password again",
    "account_login": "login password next remember",
    "mfa_authenticate": "code next",
    "account_reauthenticate": "password next",
    "mfa_reauthenticate": "code next",
    "mfa_activate_totp": "code",
    "mfa_deactivate_totp": "",
    "mfa_generate_recovery_codes": "",
}


def routes(patterns: Any = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address with its full name."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif entry.name:
            yield f"{space}{entry.name}", entry


def parts_of(pattern: URLPattern, ids: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an address needs, taken from the ids of a town."""
    return {name: ids[name] for name in pattern.pattern.converters if name in ids}
