"""Small files for the sample's evidence, each marked CONTOH, made from the texts of its file."""

import io
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from bening.kernel.documents.columns import Column, Sheet
from bening.kernel.documents.pdf import render
from bening.kernel.documents.sheets import write
from bening.systems.assessment.demo.reading import at
from bening.web import formatting

TEMPLATE = Path(__file__).parent.parent / "typst" / "sample-evidence.typ"


def content(entry: dict[str, Any]) -> bytes:
    """Return the bytes of a piece of evidence by its medium: pdf, xlsx or png."""
    return {"pdf": _pdf, "xlsx": _xlsx, "png": _png}[entry["medium"]](entry)


def _pdf(entry: dict[str, Any]) -> bytes:
    title = str(entry["name"]).rpartition(".")[0]
    spoken = formatting.day(date.fromisoformat(entry["effective_on"]), "id")
    data = {"sample": True, "paragraphs": entry["text"], "day": spoken}
    return render(TEMPLATE, data, title=title, language="id", at=at(entry["effective_on"]))


def _xlsx(entry: dict[str, Any]) -> bytes:
    table = entry["table"]
    columns = tuple(Column(title=title, key=str(at_)) for at_, title in enumerate(table["columns"]))
    rows = [{str(at_): cell for at_, cell in enumerate(row)} for row in table["rows"]]
    return write([Sheet(name="Data", columns=columns, rows=rows, is_sample=True)])


def _png(entry: dict[str, Any]) -> bytes:
    picture = Image.new("RGB", (960, 540), "#dfe9ea")
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((0, 400, 960, 540), fill="#14213d")
    lines = ["CONTOH", str(entry["name"]), *(str(part)[:90] for part in entry["text"])]
    for at_, line in enumerate(lines):
        drawing.text((24, 24 + 28 * at_), line, fill="#14213d")
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
