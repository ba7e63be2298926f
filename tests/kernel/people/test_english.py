"""English is complete: each text of people has a translation with the same placeholders, and none is left over."""

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

from bening.kernel import people
from tools.messages import pairs

FOLDER = Path(people.__file__).parent
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def called(source: str) -> set[str]:
    """Give the texts that a module, or a template as Django reads it for translators, asks to translate."""
    return {
        call.args[0].value
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "gettext", "gettext_lazy"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def texts() -> set[str]:
    found: set[str] = set()
    for path in FOLDER.rglob("*.py"):
        found |= called(path.read_text(encoding="utf-8"))
    for path in FOLDER.rglob("*.html"):
        form = templatize(path.read_text(encoding="utf-8"))
        for quoted in re.findall(r"""gettext\(u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\)""", form):
            found.add(ast.literal_eval(quoted))
    return found


def catalogue() -> dict[str, str]:
    text = (FOLDER / "locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    return {one: other for one, other in pairs(text).items() if one}


def test_every_text_has_its_english_and_none_is_left_over() -> None:
    assert len(texts()) > 200
    assert texts() == set(catalogue())


def test_the_english_keeps_the_placeholders() -> None:
    assert all(set(PLACEHOLDER.findall(one)) == set(PLACEHOLDER.findall(other)) for one, other in catalogue().items())
