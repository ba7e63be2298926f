"""The official record of a closing as a PDF: the same bytes each time, since it tells what was stored."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bening.kernel.documents.pdf import render
from bening.kernel.people.models import User
from bening.scoring.instrument.model import Node
from bening.systems.assessment.models import Answer, Closing, Opinion
from bening.systems.assessment.queries.round_page import stage_of
from bening.systems.assessment.record.reading import Sealed
from bening.systems.assessment.saying import title_of, value_words, words
from bening.web import formatting
from bening.web.language import language

TEMPLATE = Path(__file__).parent.parent / "typst" / "berita-acara.typ"
ORDER = (Opinion.SELF, Opinion.INTERNAL, Opinion.OUTSIDE)


def pdf(record: Sealed) -> bytes:
    """Return the record as a PDF."""
    title = _("Berita acara %(pandangan)s, %(ronde)s") % {
        "pandangan": Opinion(record.closing.opinion).label,
        "ronde": words(record.round.named),
    }
    return render(TEMPLATE, data_of(record), title=title, language=language(), at=record.event.at)


def data_of(record: Sealed) -> dict[str, Any]:
    """Return what the template shows, every text ready to read."""
    round_, people = record.round, _assessors(record)
    subject = round_.organisation.name if round_.organisation else round_.region.name
    return {
        "sample": round_.region.is_sample,
        "kind": _("Dokumen terbatas: memuat nama penilai"),
        "about": _("%(subjek)s, ditutup %(hari)s") % {"subjek": subject, "hari": _day(record.closing)},
        "ledger": {
            "event": formatting.number(record.event.seq, 0, language()),
            "at": formatting.moment(localtime(record.event.at), language()),
            "hash": record.event.hash,
        },
        "parts": [
            {"title": _("Ronde"), "facts": _round_facts(record, subject)},
            {"title": _("Hasil"), "facts": _result_facts(record)},
            {"title": _("Yang memutuskan"), "facts": _deciders(record, people)},
        ],
        "totals": {"title": _("Jumlah tiap komponen"), **_totals(record)},
        "table": {"title": _("Indikator"), **_table(record, people)},
        "sealed": {
            "title": _("Pencatatan"),
            "text": _("Hasil ini tersimpan dalam buku catatan dan tidak berubah; koreksi menghasilkan penutupan baru."),
            "facts": [
                [_("Nomor peristiwa"), formatting.number(record.event.seq, 0, language())],
                [_("Sidik kepala rantai"), record.event.hash],
            ],
        },
        "signers": _signers(record, people),
    }


def _assessors(record: Sealed) -> dict[UUID, tuple[int, User]]:
    """Return the outside assessors with the number under which the table names them."""
    found: dict[UUID, User] = {}
    for answer in record.answers:
        for voice in record.voices.get(answer.id, ()):
            found.setdefault(voice.assessor_id, voice.assessor)
    ordered = sorted(found.values(), key=lambda user: (user.name, str(user.id)))
    return {user.id: (number, user) for number, user in enumerate(ordered, 1)}


def _round_facts(record: Sealed, subject: str) -> list[list[str]]:
    round_, stage = record.round, stage_of(record.round)
    facts = [
        [_("Ronde"), words(round_.named)],
        [_("Yang dinilai"), subject],
        [_("Instrumen"), f"{words(record.instrument.title)} ({record.instrument.id})"],
        [_("Sidik instrumen (SHA-256)"), round_.instrument.sha256],
        [_("Tahap"), words(stage.title) if stage else round_.stage],
        [_("Hari penutupan"), _day(record.closing)],
    ]
    correction = record.closing.correction
    if correction is not None:
        facts.append([_("Koreksi"), f"{', '.join(correction.codes)}: {correction.reason}"])
    return facts


def _result_facts(record: Sealed) -> list[list[str]]:
    facts = []
    for opinion in ORDER:
        closing = record.closings.get(opinion)
        mark = _(" (resmi)") if opinion == record.round.official else ""
        facts.append([str(opinion.label).capitalize() + mark, _stored(closing) if closing else _("tidak ditutup")])
    stage = record.instrument.stages.get(record.round.stage)
    titles = {line.id: words(line.title) for line in stage.thresholds} if stage else {}
    for line in record.closing.result.get("thresholds", ()):
        name = _("Ambang: %(nama)s") % {"nama": titles.get(line["id"]) or line["id"]}
        far = Decimal(line["gap"])
        text = f"{_points(line['need'])}; {formatting.gap(far, language())}"
        facts.append([name, text + (f" ({_('asumsi')})" if line["assumed"] else "")])
    band = record.closing.result.get("band")
    if band:
        names = {line.id: words(line.title) for line in stage.bands} if stage else {}
        facts.append([_("Kategori"), names.get(band["id"], band["title"])])
    return facts


def _stored(closing: Closing) -> str:
    return _("%(nilai)s poin, ditutup pada %(hari)s") % {"nilai": _points(closing.score), "hari": _day(closing)}


def _deciders(record: Sealed, people: Mapping[UUID, tuple[int, User]]) -> list[list[str]]:
    facts = [[_role(record.closing), record.closing.closed_by.name]]
    return facts + [[_numbered(place), user.name] for place, user in people.values()]


def _signers(record: Sealed, people: Mapping[UUID, tuple[int, User]]) -> list[dict[str, str]]:
    """Return who signs: whoever closed the opinion, then each outside assessor who gave a finding."""
    by = record.closing.closed_by
    others = [(place, user) for place, user in people.values() if user.id != by.id]
    found = [{"role": _role(record.closing), "name": by.name}]
    return found + [{"role": _numbered(place), "name": user.name} for place, user in others]


def _numbered(place: int) -> str:
    return _("Penilai luar %(nomor)s") % {"nomor": place}


def _role(closing: Closing) -> str:
    return _("Ketua penilai luar") if closing.opinion == Opinion.OUTSIDE else _("Koordinator")


def _totals(record: Sealed) -> dict[str, Any]:
    shown = [opinion for opinion in ORDER if opinion in record.closings]
    head = [_("Komponen"), _("Tertinggi"), *(str(opinion.label).capitalize() for opinion in shown)]
    rows = [_total(record, node, shown) for node in record.instrument.tree]
    last = [_("Jumlah"), _points(record.closing.result["maximum"])]
    rows.append([*last, *(_points(record.closings[opinion].score) for opinion in shown)])
    return {"head": head, "rows": rows}


def _total(record: Sealed, node: Node, shown: list[Opinion]) -> list[str]:
    maximum = record.closing.result["nodes"].get(node.code, {}).get("maximum")
    found = [record.closings[opinion].result["nodes"].get(node.code, {}).get("points") for opinion in shown]
    return [f"{node.code} {words(node.title)}", _points(maximum), *map(_points, found)]


def _table(record: Sealed, people: Mapping[UUID, tuple[int, User]]) -> dict[str, Any]:
    head = [
        _("Kode"), _("Indikator dan kantor"), _("Mandiri"), _("Internal"), _("Penilai luar"), _("Putusan"), _("Alasan"),
    ]  # fmt: skip
    return {"head": head, "rows": [_row(record, answer, people) for answer in record.answers]}


def _row(record: Sealed, answer: Answer, people: Mapping[UUID, tuple[int, User]]) -> list[str]:
    each = [
        f"{people[voice.assessor_id][0]}: {value_words(voice.value) or '–'}"
        for voice in record.voices.get(answer.id, ())
    ]
    decision = record.decisions.get(answer.id)
    return [
        answer.code,
        f"{title_of(answer.title)}\n{answer.organisation.short_name}",
        _said(record.closings.get(Opinion.SELF), answer.code),
        _said(record.closings.get(Opinion.INTERNAL), answer.code),
        "\n".join(sorted(each)) or "–",
        _said(record.closing, answer.code),
        decision.reason if decision else "–",
    ]


def _said(closing: Closing | None, code: str) -> str:
    """Return a stored value with the points that it brought."""
    value = closing.answers.get(code) if closing else None
    if closing is None or value is None:
        return "–"
    points = closing.result["nodes"].get(code, {}).get("points")
    return f"{value_words(value)}\n({_points(points)})"


def _points(value: Decimal | str | None) -> str:
    return "–" if value is None else formatting.points(Decimal(value), language())


def _day(closing: Closing) -> str:
    return formatting.day(closing.closed_on, language())
