"""Compiled translations say what the .po says, as `gettext` of Python reads them."""

import gettext
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.messages import Unreadable, compiled, main, pairs

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#. A comment
#: src/x.py:1
msgid "Masuk"
msgstr "Sign in"

msgctxt "kata kerja"
msgid "Masuk"
msgstr "Enter"
#: src/x.py:2
#, python-format
msgid ""
"%(banyak)s berkas\n"
"\"baru\""
msgid_plural "%(banyak)s berkas"
msgstr[0] "%(banyak)s file\n"
"“new”"
msgstr[1] "%(banyak)s files"

#, fuzzy
msgid "Belum pasti"
msgstr "Not sure"

msgid "Belum ada"
msgstr ""

#~ msgid "Usang"
#~ msgstr "Old"
"""


def test_what_is_compiled_is_what_was_written() -> None:
    found = gettext.GNUTranslations(io.BytesIO(compiled(pairs(PO))))
    assert found.gettext("Masuk") == "Sign in"
    assert found.pgettext("kata kerja", "Masuk") == "Enter"
    one, many = '%(banyak)s berkas\n"baru"', "%(banyak)s berkas"
    assert found.ngettext(one, many, 1) == "%(banyak)s file\n“new”"
    assert found.ngettext(one, many, 3) == "%(banyak)s files"
    for left_out in ("Belum pasti", "Belum ada", "Usang"):
        assert found.gettext(left_out) == left_out


def test_msgfmt_says_the_same(root: Path, tmp_path: Path) -> None:
    msgfmt = shutil.which("msgfmt")
    if msgfmt is None:
        pytest.skip("left out: no `msgfmt` on the PATH; install gettext to run it")
    paths = sorted((root / "src").rglob("*.po"))
    (tmp_path / "sample.po").write_text(PO, encoding="utf-8")
    for path in [tmp_path / "sample.po", *paths]:
        out = tmp_path / "theirs.mo"
        subprocess.run([msgfmt, "-o", str(out), str(path)], check=True, capture_output=True)
        with out.open("rb") as file:
            theirs = gettext.GNUTranslations(file)
        ours = gettext.GNUTranslations(io.BytesIO(compiled(pairs(path.read_text(encoding="utf-8")))))
        assert ours._catalog == theirs._catalog, path  # type: ignore[attr-defined]  # what both hold


@pytest.mark.parametrize(
    "text", ['msgid "a"\nmsgstr b\n', '"a"\n', 'msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n', 'mgid "a"\n']
)
def test_a_file_without_its_form_is_refused_by_line(text: str) -> None:
    with pytest.raises(Unreadable, match=r"x\.po:\d"):
        pairs(text, "x.po")


def test_one_text_in_two_translations_is_refused() -> None:
    with pytest.raises(Unreadable, match="stands twice"):
        pairs('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n')


def test_only_what_changed_is_compiled_again(tmp_path: Path) -> None:
    folder = tmp_path / "app" / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    path = folder / "django.po"
    path.write_text(PO, encoding="utf-8")
    assert main(tmp_path) == 0
    first = (folder / "django.mo").stat().st_mtime_ns
    assert main(tmp_path) == 0
    assert (folder / "django.mo").stat().st_mtime_ns == first
    path.write_text("nonsense", encoding="utf-8")
    assert main(tmp_path) == 1
