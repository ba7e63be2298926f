"""How templates of all packages use the components: what they give exists, what they draw exists."""

import re
from pathlib import Path

import pytest

from bening.web import icons, states

SOURCE = Path(__file__).parents[2] / "src/bening"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
COMPONENTS = SOURCE / "web/templates/cotton"
TAG = re.compile(r"<c-(?P<name>[a-z-]+)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*?)/?>")
ATTRIBUTE = re.compile(r"\s:?([a-z][\w-]*)(?:=|(?=\s|$))")
BUILT_IN = {"vars", "slot"}


def given(attributes: str) -> set[str]:
    bare = re.sub(r"\{[{%].*?[%}]\}", "", re.sub(r"=(\"[^\"]*\"|'[^']*')", "=", attributes))
    return {name.replace("-", "_") for name in ATTRIBUTE.findall(bare + " ")}


def declared(name: str) -> set[str]:
    path = COMPONENTS / f"{name.replace('-', '_')}.html"
    match = re.search(r"<c-vars(.*?)/>", path.read_text(encoding="utf-8"), re.DOTALL) if path.exists() else None
    return given(match[1]) if match else set()


def shown(path: Path) -> str:
    return re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_template_gives_a_component_only_what_it_takes(path: Path) -> None:
    wrong = []
    for tag in TAG.finditer(shown(path)):
        name = tag["name"]
        if name in BUILT_IN or name.startswith("slot"):
            continue
        if not (COMPONENTS / f"{name.replace('-', '_')}.html").exists():
            wrong.append(f"<c-{name}> does not exist")
        wrong += [f"<c-{name}> takes no {extra}" for extra in sorted(given(tag["attributes"]) - declared(name))]
    assert wrong == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_template_names_icons_and_states_that_exist(path: Path) -> None:
    text = shown(path)
    drawn = set(re.findall(r"\{% icon ['\"]([\w-]+)['\"]", text))
    named = set(re.findall(r"\{% status ['\"]([\w-]+)['\"]", text))
    assert (drawn - set(icons.ICONS), named - set(states.STATES)) == (set(), set())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_template_holds_no_style_and_no_script_of_its_own(path: Path) -> None:
    assert re.findall(r"\sstyle=|<style|<script(?![^>]*src=)|\son[a-z]+=", shown(path)) == []


@pytest.mark.parametrize("name", sorted(path.stem for path in COMPONENTS.glob("*.html")))
def test_a_component_names_its_inputs_at_its_top(name: str) -> None:
    text = (COMPONENTS / f"{name}.html").read_text(encoding="utf-8")
    said = re.search(r"\{% comment %\}(.*?)\{% endcomment %\}", text, re.DOTALL)
    assert said
    assert text.index("<c-vars") > said.start()
    words = set(re.findall(r"[a-z_]+", said[1]))
    assert declared(name) - words == set()


def test_the_web_package_holds_no_address_of_a_page() -> None:
    found = [path.name for path in TEMPLATES if "web/" in path.as_posix() and re.search(r"\{% url ", shown(path))]
    assert [name for name in found if (SOURCE / "web/templates").joinpath(name).exists()] == []


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ('<c-alert kind="bad" role="alert">', {"kind", "role"}),
        ('<c-score :value="round.score" without-band="belum" />', {"value", "without_band"}),
        ('<c-field id="x" label="{% translate \'Nama\' %}" {% if a %}hint="b"{% endif %}>', {"id", "label", "hint"}),
    ],
)
def test_the_attributes_of_a_tag_are_read(tag: str, names: set[str]) -> None:
    match = TAG.search(tag)
    assert match
    assert given(match["attributes"]) == names
