"""A round as files: an index, and for each indicator a folder with its answer, findings, thread and evidence."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bening.kernel.documents.columns import SAMPLE, Column, Sheet
from bening.kernel.documents.sheets import write
from bening.kernel.documents.take_away import Entry, safe_path
from bening.kernel.evidence import store
from bening.kernel.evidence.models import Item
from bening.systems.assessment.forms import plain_value
from bening.systems.assessment.models import Answer, AnswerState, Decision, Finding, Opinion, Remark, Ruling
from bening.systems.assessment.saying import title_of, words
from bening.systems.assessment.takeaway.reading import Taken
from bening.web.language import language

WITHDRAWN = "confirmed"


def files_of(taken: Taken) -> list[Item]:
    """Return the evidence whose bytes are taken along, each once."""
    found = {item.id: item for items in taken.evidence.values() for item in items if has_file(item)}
    return list(found.values())


def has_file(item: Item) -> bool:
    """Return whether a piece of evidence has bytes that may still be opened."""
    return item.blob_id is not None and item.withdrawal != WITHDRAWN


def entries(taken: Taken, *, made: datetime) -> Iterator[Entry]:
    """Yield the files of the take-away, the index first; evidence by its path, so that it is read when its turn is."""
    folders = {answer.id: _folder(answer) for answer in taken.answers}
    names = {answer.id: dict(_named(taken.evidence.get(answer.id, ()))) for answer in taken.answers}
    index = [_index_row(taken, answer, folders[answer.id]) for answer in taken.answers]
    sheet = Sheet(_("Indikator"), _columns(), index, is_sample=taken.round.region.is_sample)
    yield Entry(safe_path(_("daftar.xlsx")), write([sheet], language=language(), made=made))
    yield Entry("ronde.json", _json(_round(taken, made)))
    voices = _voices(taken)
    for answer in taken.answers:
        folder, files = folders[answer.id], names[answer.id]
        evidence = taken.evidence.get(answer.id, ())
        yield Entry(f"{folder}/jawaban.json", _json(_answer(answer)))
        yield Entry(f"{folder}/temuan.json", _json(_said(taken, answer, voices)))
        yield Entry(f"{folder}/percakapan.json", _json(_thread(taken, answer)))
        yield Entry(f"{folder}/bukti.json", _json([_described(item, files.get(item.id)) for item in evidence]))
        for item in evidence:
            if item.id in files:
                yield Entry(f"{folder}/{files[item.id]}", store.path_of(str(item.blob_id)))


def _folder(answer: Answer) -> str:
    """Return the folder of an indicator; its place in the round keeps codes apart that differ in case alone."""
    return f"{answer.position + 1:03d} {safe_path(answer.code.replace('/', '_'))}"


def _named(items: Iterable[Item]) -> Iterator[tuple[UUID, str]]:
    for number, item in enumerate(items, 1):
        if has_file(item):
            name = item.file_name or f"bukti.{item.content_kind}"
            yield item.id, f"bukti/{number:02d} {safe_path(name.replace('/', '_'))}"


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _at(moment: datetime | None) -> str | None:
    return localtime(moment).isoformat(timespec="seconds") if moment else None


def _round(taken: Taken, made: datetime) -> dict[str, Any]:
    round_ = taken.round
    return {
        "contoh": SAMPLE.said(language()) if round_.region.is_sample else None,
        "ronde": words(round_.named),
        "daerah": {"kode": round_.region_id, "nama": round_.region.name},
        "instrumen": {"id": round_.instrument.instrument_id, "sha256": round_.instrument.sha256},
        "tahap": round_.stage,
        "keadaan": round_.state,
        "diambil": _at(made),
        "hasil": [
            {
                "pandangan": closing.opinion,
                "nomor": closing.number,
                "resmi": closing.is_official,
                "hari": closing.closed_on.isoformat(),
                "nilai": closing.score_text,
            }
            for closing in taken.closings
        ],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "kode": answer.code,
        "judul": answer.title,
        "kantor": answer.organisation.name,
        "penilai_internal": answer.assessor.name if answer.assessor else None,
        "tenggat": answer.due_on.isoformat(),
        "keadaan": answer.state,
        "jawaban": answer.value,
        "catatan": answer.note,
        "versi": answer.version,
        "dikirim": _at(answer.submitted_at),
        "disetujui": _at(answer.approved_at),
    }


def _voices(taken: Taken) -> dict[UUID, int]:
    """Return a number for each outside assessor, in place of the name."""
    found: dict[UUID, int] = {}
    for answer in taken.answers:
        for finding in taken.findings.get(answer.id, ()):
            if finding.opinion == Opinion.OUTSIDE:
                found.setdefault(finding.assessor_id, len(found) + 1)
    return found


def _said(taken: Taken, answer: Answer, voices: dict[UUID, int]) -> dict[str, Any]:
    return {
        "temuan": [_finding(entry, answer, voices) for entry in taken.findings.get(answer.id, ())],
        "pleno": [_decision(entry) for entry in taken.decisions.get(answer.id, ())],
    }


def _finding(entry: Finding, answer: Answer, voices: dict[UUID, int]) -> dict[str, Any]:
    internal = answer.assessor.name if answer.assessor else None
    return {
        "pandangan": entry.opinion,
        "nomor": entry.number,
        "penilai": internal if entry.opinion == Opinion.INTERNAL else voices[entry.assessor_id],
        "putusan": entry.ruling,
        "nilai": entry.value,
        "alasan": entry.reason,
        "atas_versi": entry.answer_version,
        "diberikan": _at(entry.given_at),
    }


def _decision(entry: Decision) -> dict[str, Any]:
    return {"nomor": entry.number, "nilai": entry.value, "alasan": entry.reason, "diputuskan": _at(entry.decided_at)}


def _thread(taken: Taken, answer: Answer) -> list[dict[str, Any]]:
    return [_remark(entry, taken) for entry in taken.remarks.get(answer.id, ())]


def _remark(entry: Remark, taken: Taken) -> dict[str, Any]:
    author = str(_("penilai luar")) if entry.author_id in taken.assessors else entry.author.name
    return {
        "jenis": entry.kind,
        "penulis": author,
        "isi": entry.text,
        "ditunggu_sampai": entry.due_on.isoformat() if entry.due_on else None,
        "ditulis": _at(entry.written_at),
    }


def _described(item: Item, name: str | None) -> dict[str, Any]:
    return {
        "judul": item.title,
        "jenis": item.kind,
        "berkas": name,
        "sha256": str(item.blob_id) if name else None,
        "alamat_web": item.url or None,
        "tempat": ", ".join(filter(None, [item.place, item.shelf])) or None,
        "berlaku": item.effective_on.isoformat(),
        "ditarik": item.withdrawal == WITHDRAWN,
        "pemilik": item.owner.name,
    }


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Kode"), "code", width=10),
        Column(_("Indikator"), "title", width=40),
        Column(_("Kantor"), "office", width=30),
        Column(_("Keadaan"), "state"),
        Column(_("Jawaban"), "value"),
        Column(_("Penilai internal"), "internal"),
        Column(_("Putusan internal"), "ruling"),
        Column(_("Keputusan pleno"), "plenary"),
        Column(_("Jumlah bukti"), "evidence", kind="whole", width=12),
        Column(_("Map"), "folder", width=24),
    )


def _index_row(taken: Taken, answer: Answer, folder: str) -> dict[str, object]:
    internal = [entry for entry in taken.findings.get(answer.id, ()) if entry.opinion == Opinion.INTERNAL]
    decided = taken.decisions.get(answer.id, ())
    return {
        "code": answer.code,
        "title": title_of(answer.title),
        "office": answer.organisation.name,
        "state": str(AnswerState(answer.state).label),
        "value": plain_value(answer.value),
        "internal": plain_value(internal[-1].value) if internal else "",
        "ruling": str(Ruling(internal[-1].ruling).label) if internal else "",
        "plenary": plain_value(decided[-1].value) if decided else "",
        "evidence": len(taken.evidence.get(answer.id, ())),
        "folder": folder,
    }
