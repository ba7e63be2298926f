"""What a person typed for an indicator, as the value that the engine takes."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.http import QueryDict

from bening.scoring.instrument.model import Instrument, Leaf
from bening.systems.assessment import rules


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood in one of the page's forms when it was sent; shown again in that form when it could not be taken."""

    form: Literal["answer", "finding", "decision", "message", "deadline", "handing"]
    value: rules.Value | None
    text: str
    ruling: str = ""


def value_from(leaf: Leaf, data: QueryDict) -> rules.Value | None:
    """Return the value that a form gives for an indicator, None where nothing was filled in.

    The button that takes the measured figure sends it with the form, beside what was typed.
    """
    if leaf.kind == "ratio" and leaf.ratio is not None:
        inputs = {entry.name: data.get(f"masukan.{entry.name}", "").strip() for entry in leaf.ratio.inputs}
        return {name: text for name, text in inputs.items() if text} or None
    text = (data.get("terukur") or data.get("nilai", "")).strip()
    if leaf.kind == "instrument" and text:
        day = data.get("per_tanggal", "").strip()
        return {"score": text, **({"as_of": day} if day else {})}
    return text or None


def plain_value(value: rules.Value | None) -> str:
    """Return a value as a person reads it.

    >>> plain_value("A"), plain_value({"score": "98.00", "as_of": "2025-10-01"}), plain_value(None)
    ('A', '98.00', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if "score" in value:
        return str(value["score"])
    if "mean_of" in value:
        return " + ".join(plain_value(part) for part in value["mean_of"])
    return ", ".join(f"{name} {text}" for name, text in value.items())


def day_from(text: str) -> date | None:
    """Return the day that a date field gives, None where it is empty or no day.

    >>> day_from("2026-01-02"), day_from("besok")
    (datetime.date(2026, 1, 2), None)
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def facts_from(instrument: Instrument, data: QueryDict) -> dict[str, str]:
    """Return what a form says of the facts that an instrument asks for."""
    return {name: data.get(f"fakta.{name}", "").strip()[:40] for name in instrument.facts}
