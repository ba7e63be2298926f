"""English is complete: each text that the application asks to translate has one translation, in its own package."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

from bening.config import settings
from tools.messages import entries

CATALOGUES = "locale/en/LC_MESSAGES/django.po"
PLURALS = "nplurals=2; plural=(n != 1);"
KINDS = {"gettext": "t", "ngettext": "tp", "pgettext": "ct", "npgettext": "ctp"}
QUOTED = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(((?:{QUOTED}(?:, ?)?)+)")
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[sdf%]")
# What a template shows beside its tags: the text between elements, and what is read aloud or hovered.
SAID = re.compile(r"(?:aria-label|aria-description|title|alt|placeholder|label|caption|legend|hint)=\"([^\"]*)\"")
WORD = re.compile(r"[^\W\d_]{2,}")
NOT_WORDS = re.compile(r"&\w+;|\b\w+\.json\b")
ATTRIBUTE = re.compile(r"[\w-]+=(?:\"[^\"]*\"|'[^']*')")
# Names, units, formats and the mark of a sample stay as they are in every language.
SAME_IN_BOTH = {"bening", "bahasa", "indonesia", "english", "pdf", "csv", "json", "excel", "mb", "contoh"}
KIT = "web/kit/"  # what its parts show is a sample text, in Indonesian alone
# The modules that translate what another place marks: the names of duties stand with who registers them.
TRANSLATED_LATER = {
    "src/bening/kernel/people/actions/memberships.py",
    "src/bening/kernel/people/views/people.py",
    "src/bening/systems/oversight/words.py",
}


class Text(NamedTuple):
    """A text to translate: its context, its words, and its words for many."""

    context: str
    one: str
    many: str


def asked_in_python(source: str) -> tuple[set[Text], list[int]]:
    """Return the texts that a module asks to translate, and the lines where it asks for what it computes."""
    tree = ast.parse(source)
    names = {own: name.removesuffix("_lazy").removesuffix("_noop") for own, name in _imported(tree).items()}
    found, computed = set(), []
    for call in ast.walk(tree):
        kind = names.get(call.func.id) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else None
        if kind is None or kind not in KINDS:
            continue
        assert isinstance(call, ast.Call)
        values = [argument.value for argument in call.args[: len(KINDS[kind])] if isinstance(argument, ast.Constant)]
        if len(values) == len(KINDS[kind]):
            found.add(_text(kind, [str(value) for value in values]))
        else:
            computed.append(call.lineno)
    return found, computed


def asked_at_import(source: str) -> list[int]:
    """Return the lines of a module that translate when it is imported, in whatever language is spoken then."""
    tree = ast.parse(source)
    names = _imported(tree)
    inside = {
        id(part)
        for scope in ast.walk(tree)
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for part in ast.walk(scope)
    }
    return [
        call.lineno
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and names.get(call.func.id) in KINDS
        and id(call) not in inside
    ]


def asked_in_template(source: str) -> set[Text]:
    """Return the texts that a template asks to translate, as Django reads it for translators."""
    found = set()
    for match in CALL.finditer(templatize(source)):
        kind = "gettext" if match[1] == "_" else match[1]
        found.add(_text(kind, [ast.literal_eval(quoted) for quoted in re.findall(QUOTED, match[2])]))
    return found


def said_untranslated(source: str) -> list[str]:
    """Return the words that a template shows without asking for their translation."""
    shown, skipped = [], ""
    for token in Lexer(source).tokenize():
        word = token.contents.split()[0] if token.token_type == TokenType.BLOCK and token.contents else ""
        if skipped:
            skipped = "" if word == skipped else skipped
        elif word in {"comment", "blocktranslate"}:
            skipped = f"end{word}"
        else:
            # Something stands there, or the words before and after a tag would be one.
            shown.append(token.contents if token.token_type == TokenType.TEXT else "0")
    markup = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1>", " ", "".join(shown), flags=re.DOTALL)
    # In a block that stands inside an element there are attributes without it.
    texts = [*SAID.findall(markup), *ATTRIBUTE.sub("", re.sub(r"<[^>]*>", "\n", markup)).splitlines()]
    words = [text.strip() for text in texts if set(WORD.findall(NOT_WORDS.sub(" ", text.lower()))) - SAME_IN_BOTH]
    return sorted(set(words))


def _imported(tree: ast.Module) -> dict[str, str]:
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }


def _text(kind: str, values: list[str]) -> Text:
    given = dict(zip(KINDS[kind], values, strict=True))
    return Text(given.get("c", ""), given["t"], given.get("p", ""))


def sources(root: Path) -> Iterator[tuple[str, set[Text], list[int]]]:
    """Give each module and template of the application with what it asks to translate."""
    for path in sorted((root / "src/bening").rglob("*.py")):
        yield (path.relative_to(root).as_posix(), *asked_in_python(path.read_text(encoding="utf-8")))
    for path in templates(root):
        yield path.relative_to(root).as_posix(), asked_in_template(path.read_text(encoding="utf-8")), []


def templates(root: Path) -> list[Path]:
    """Return the templates of the application."""
    return sorted(path for path in (root / "src/bening").rglob("templates/**/*") if path.suffix in {".html", ".txt"})


def catalogues(root: Path) -> dict[str, dict[Text, list[str]]]:
    """Return the translations by catalogue: of each text its forms."""
    found: dict[str, dict[Text, list[str]]] = {}
    for path in sorted((root / "src/bening").rglob(CATALOGUES)):
        name = path.relative_to(root).as_posix()
        found[name] = {
            Text(entry.get("msgctxt", ""), entry["msgid"], entry.get("msgid_plural", "")): [
                entry[word] for word in sorted(entry) if word.startswith("msgstr")
            ]
            for entry in entries(path.read_text(encoding="utf-8"), name)
        }
    return found


def placeholders(text: str) -> list[str]:
    """Return the names of the placeholders, each once."""
    return sorted({match[1] or match[0] for match in PLACEHOLDER.finditer(text)})


def home(name: str) -> str:
    """Return the package that answers for a file: one of `kernel` or `systems`, or one beside them."""
    parts = name.split("/")[2:]
    return "/".join(parts[:2] if parts[0] in {"kernel", "systems"} else parts[:1])


def test_each_text_has_its_english_in_its_own_package_or_below_all_of_them(root: Path) -> None:
    known: dict[str, set[Text]] = defaultdict(set)
    for name, catalogue in catalogues(root).items():
        known[home(name)] |= set(catalogue)
    found = ((name, texts - known[home(name)] - known["web"]) for name, texts, _ in sources(root))
    assert {name: sorted(texts) for name, texts in found if texts} == {}


def test_django_reads_each_catalogue(root: Path) -> None:
    apps = {(root / "src").joinpath(*app.split("."), "locale") for app in settings.INSTALLED_APPS}
    read = apps | {Path(path) for path in getattr(settings, "LOCALE_PATHS", ())}
    assert [name for name in catalogues(root) if (root / name).parents[2] not in read] == []


def test_no_english_is_left_over(root: Path) -> None:
    asked = {text for _, texts, _ in sources(root) for text in texts}
    head = Text("", "", "")
    left = {name: sorted(set(texts) - asked - {head}) for name, texts in catalogues(root).items()}
    assert {name: texts for name, texts in left.items() if texts} == {}


def test_each_translation_is_whole_and_keeps_the_placeholders(root: Path) -> None:
    wrong = []
    for name, catalogue in catalogues(root).items():
        for text, forms in catalogue.items():
            is_whole = len(forms) == (2 if text.many else 1) and all(forms)
            if text.one and not (is_whole and all(placeholders(form) == placeholders(text.one) for form in forms)):
                wrong.append((name, text, forms))
    assert wrong == []


def test_no_translation_is_marked_as_a_guess(root: Path) -> None:
    found = [path for path in (root / "src/bening").rglob(CATALOGUES) if "fuzzy" in path.read_text(encoding="utf-8")]
    assert found == []


def test_a_text_has_one_english_whichever_catalogue_is_read_first(root: Path) -> None:
    english = defaultdict(set)
    for name, catalogue in catalogues(root).items():
        for text, forms in catalogue.items():
            if text.one:
                # The form for one of a text with a plural answers for the text without it too.
                english[text.context, text.one].add((forms[0], name))
    clash = {key: sorted(found) for key, found in english.items() if len({form for form, _ in found}) > 1}
    assert clash == {}


def test_each_catalogue_counts_one_and_many_as_english_does(root: Path) -> None:
    for name, catalogue in catalogues(root).items():
        head = catalogue[Text("", "", "")][0]
        assert "charset=UTF-8" in head, name
        # Without the line a catalogue counts in the same way.
        assert PLURALS in head or not any(text.many for text in catalogue), name


def test_a_text_that_is_computed_is_translated_in_the_known_places_alone(root: Path) -> None:
    assert {name for name, _, lines in sources(root) if lines} == TRANSLATED_LATER


def test_no_module_translates_when_it_is_imported(root: Path) -> None:
    found = {
        path.relative_to(root).as_posix(): asked_at_import(path.read_text(encoding="utf-8"))
        for path in sorted((root / "src/bening").rglob("*.py"))
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_translation_at_import_is_found() -> None:
    source = (
        "from django.utils.translation import gettext as _, gettext_lazy\n"
        "A = gettext_lazy('satu')\n"
        "B = _('dua')\n"
        "def c():\n    return _('tiga')\n"
    )
    assert asked_at_import(source) == [3]


def test_no_template_shows_words_that_it_does_not_translate(root: Path) -> None:
    found = {
        path.relative_to(root).as_posix(): said_untranslated(path.read_text(encoding="utf-8"))
        for path in templates(root)
        if KIT not in path.as_posix()
    }
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("template", "texts"),
    [
        ('{% translate "Kirim" %}', {Text("", "Kirim", "")}),
        ("{% translate 'Kirim' as judul %}", {Text("", "Kirim", "")}),
        ('{% translate "dari" context "tertinggi" %}', {Text("tertinggi", "dari", "")}),
        ('{{ _("Kirim") }}', {Text("", "Kirim", "")}),
        ("{% blocktranslate %}{{ n }} (satu) dari %{% endblocktranslate %}", {Text("", "%(n)s (satu) dari %%", "")}),
        (
            "{% blocktranslate count n=n %}{{ n }} kantor{% plural %}{{ n }} kantor.{% endblocktranslate %}",
            {Text("", "%(n)s kantor", "%(n)s kantor.")},
        ),
    ],
)
def test_what_a_template_asks_for_is_found(template: str, texts: set[Text]) -> None:
    assert asked_in_template(template) == texts


def test_what_a_module_asks_for_is_found() -> None:
    source = (
        "from django.utils.translation import gettext as _, gettext_noop as later, ngettext\n"
        'a = [_("satu" " dua"), later("nanti"), ngettext("%(n)s kantor", "%(n)s kantor.", n)]\n'
        "b = _(a[1])\n"
    )
    texts = {Text("", "satu dua", ""), Text("", "nanti", ""), Text("", "%(n)s kantor", "%(n)s kantor.")}
    assert asked_in_python(source) == (texts, [3])


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>{% translate 'Kirim' %} {{ nama }}</p>", []),
        ("<p class='x'>Kirim</p>", ["Kirim"]),
        ('<input aria-label="Cari di sini">', ["Cari di sini"]),
        ("{% comment %} Sebuah penjelasan {% endcomment %}<b>·</b>", []),
        ("{% blocktranslate %}Kirim{% endblocktranslate %}", []),
        ("<a href=''>English</a> &middot; 12 MB", []),
        ("{% block now %} aria-current='page' data-x='dua kata'{% endblock %}", []),
        ("<p>{{ jumlah }} baris</p>", ["0 baris"]),
    ],
)
def test_words_without_a_translation_are_found(template: str, words: list[str]) -> None:
    assert said_untranslated(template) == words
