"""The typeface and the icons come from npm at set-up, and nothing of it is written by hand."""

import json
import re
from pathlib import Path

import pytest

from bening.web import collect, icons


def test_every_icon_of_the_list_is_drawn() -> None:
    assert set(icons.drawings()) == set(icons.ICONS)
    assert all(drawing.startswith("<") for drawing in icons.drawings().values())


def test_the_list_of_icons_is_sorted_and_without_repeats() -> None:
    assert sorted(set(icons.ICONS)) == icons.ICONS


def test_an_icon_holds_shapes_alone() -> None:
    shapes = re.findall(r"<(\w+)", "".join(icons.drawings().values()))
    assert set(shapes) <= {"path", "circle", "rect", "line", "polyline", "polygon", "ellipse"}


def test_a_set_up_without_npm_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(collect, "NODE", tmp_path)
    assert collect.main() == 1
    assert "npm ci" in capsys.readouterr().err


def test_set_up_copies_the_typeface_with_its_licence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    node, font = tmp_path / "node", tmp_path / "node" / collect.FONT
    (font / "files").mkdir(parents=True)
    (font / "files" / collect.FONT_FILE).write_bytes(b"wOF2")
    (font / "LICENSE").write_text("OFL", encoding="utf-8")
    (node / "lucide-static/icons").mkdir(parents=True)
    (node / "lucide-static/icons/x.svg").write_text('<svg width="24">\n  <path d="M1 1" />\n</svg>', encoding="utf-8")
    monkeypatch.setattr(collect, "ICONS", ["x"])
    monkeypatch.setattr(collect, "FILE", tmp_path / "icons.json")
    monkeypatch.setattr(collect, "FONTS", tmp_path / "fonts")
    collect.collect(node)
    assert json.loads((tmp_path / "icons.json").read_text(encoding="utf-8")) == {"x": '<path d="M1 1"/>'}
    assert sorted(path.name for path in (tmp_path / "fonts").iterdir()) == ["LICENSE.txt", collect.FONT_FILE]


def test_the_lock_of_npm_holds_hashes_and_no_address_to_fetch_from(root: Path) -> None:
    lock = json.loads((root / "front/package-lock.json").read_text(encoding="utf-8"))
    installed = [entry for name, entry in lock["packages"].items() if name]
    assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in installed)
