"""What fuzzing draws: words from a hostile hand, trees of them, and proper files with some of it changed."""

import re
from collections.abc import Callable
from copy import deepcopy
from functools import cache, partial
from pathlib import Path

from hypothesis import strategies as st

from bening.scoring import yamltree
from bening.scoring.instrument.store import by_id, data_folder
from bening.scoring.yamltree import Listing, Mapping, Scalar, Tree
from tests.scoring.hostile.making import HOSTILE

NAMES = ("lke-zi-2025", "kka-2025", "kka-eligibility-2025", "mcsp-2025")
SMALL = Path(__file__).parent.parent / "instrument" / "kecil-2025.yaml"


@cache
def text_of(name: str) -> str:
    """Give the text of a shipped instrument, or of the small one of the tests, which has something of every kind."""
    path = data_folder() / "instruments" / f"{name}.yaml"
    return (path if path.exists() else SMALL).read_text(encoding="utf-8")


@cache
def known_words() -> list[str]:
    """Give every word that stands in a proper file: keys, codes, letters, names."""
    texts = text_of("kka-eligibility-2025") + text_of("kecil-2025")
    return sorted({word for word in re.findall(r"[\w.-]+", texts) if len(word) < 40})


def words() -> st.SearchStrategy[str]:
    """Draw one word: hostile, known, or anything."""
    return st.one_of(st.sampled_from(HOSTILE), st.sampled_from(known_words()), st.text(max_size=8))


def scalars() -> st.SearchStrategy[Tree]:
    """Draw one value."""
    return st.builds(Scalar, words(), st.just(3), st.booleans())


def mapping(entries: dict[str, Tree]) -> Tree:
    """Return a mapping whose keys stand on lines of their own."""
    return Mapping(entries, {key: at for at, key in enumerate(entries, 1)}, 1)


def mappings(keys: st.SearchStrategy[str], values: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    """Draw a mapping."""
    return st.dictionaries(keys, values, max_size=4).map(mapping)


def trees() -> st.SearchStrategy[Tree]:
    """Draw any small tree."""
    return st.recursive(
        scalars(),
        lambda inner: st.one_of(st.lists(inner, max_size=3).map(Listing), mappings(words(), inner)),
        max_leaves=8,
    )


Slot = tuple[Mapping | Listing, str | int]


def slots(tree: Tree) -> list[Slot]:
    """Give every place in a tree where a value stands."""
    found: list[Slot] = []
    waiting: list[Tree] = [tree]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, Mapping):
            found += [(holder, key) for key in holder.entries]
            waiting += holder.entries.values()
        elif isinstance(holder, Listing):
            found += [(holder, at) for at in range(len(holder.items))]
            waiting += holder.items
    return found


@cache
def proper(name: str) -> Tree:
    """Give the tree of a proper instrument."""
    return yamltree.read(text_of(name), name)


@st.composite
def bent(draw: st.DrawFn, name: str) -> Tree:
    """Draw the tree of a proper instrument with one to three values changed, left out, renamed or moved."""
    tree = deepcopy(proper(name))
    for _ in range(draw(st.integers(1, 3))):
        places = slots(tree)
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        how = draw(st.sampled_from(["word", "word", "word", "tree", "drop", "rename", "move", "double"]))
        if isinstance(holder, Listing):
            _bend_list(draw, holder, int(key), how, places)
        else:
            _bend_mapping(draw, holder, str(key), how, places)
    return tree


def _value(draw: st.DrawFn, how: str, places: list[Slot]) -> Tree:
    if how == "move":
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        found = holder.entries[str(key)] if isinstance(holder, Mapping) else holder.items[int(key)]
        return deepcopy(found)
    return draw(scalars() if how == "word" else trees())


def _bend_list(draw: st.DrawFn, holder: Listing, at: int, how: str, places: list[Slot]) -> None:
    if how == "drop":
        del holder.items[at]
    elif how == "double":
        holder.items.append(deepcopy(holder.items[at]))
    else:
        holder.items[at] = _value(draw, how, places)


def _bend_mapping(draw: st.DrawFn, holder: Mapping, key: str, how: str, places: list[Slot]) -> None:
    if how == "drop":
        del holder.entries[key]
        holder.lines.pop(key, None)
    elif how in {"rename", "double"}:
        name = draw(words())
        value = holder.entries[key] if how == "double" else holder.entries.pop(key)
        line = holder.lines[key] if how == "double" else holder.lines.pop(key)
        holder.entries[name], holder.lines[name] = deepcopy(value), line
    else:
        holder.entries[key] = _value(draw, how, places)


@st.composite
def changed(draw: st.DrawFn, text: str) -> str:
    """Draw a text with some of its lines left out, doubled, swapped or with another value."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        how = draw(st.sampled_from(["drop", "double", "swap", "value", "value", "value", "inline", "indent", "line"]))
        if how == "drop":
            del lines[at]
        elif how == "double":
            lines.insert(at, lines[at])
        elif how == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        elif how == "line":
            lines[at] = draw(words())
        elif how == "indent":
            lines[at] = " " * draw(st.integers(0, 9)) + lines[at].lstrip()
        else:
            ends = list(re.finditer(r"(?<=: )[^,}]+" if how == "inline" else r"(?<=: ).+", lines[at]))
            if ends:
                end = draw(st.sampled_from(ends))
                lines[at] = lines[at][: end.start()] + draw(words()) + lines[at][end.end() :]
        lines = lines or [""]
    return "\n".join(lines)


def encoded() -> st.SearchStrategy[Callable[[str], bytes]]:
    """Draw a way to write text as bytes, mostly the right one."""
    names = ["utf-8"] * 9 + ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-7"]
    ways = [partial(str.encode, encoding=name, errors="replace") for name in names]
    return st.sampled_from([*ways, lambda text: text.replace("\n", "\r\n").encode(errors="replace")])


def codes(name: str) -> list[str]:
    """Give the codes that a table of answers may hold, and two that it may not."""
    form = by_id(name)
    leaves = [node for node in form.nodes() if node.leaf]
    inputs = [
        f"{leaf.code}:{entry.name}"
        for leaf in leaves
        if leaf.leaf and leaf.leaf.ratio
        for entry in leaf.leaf.ratio.inputs
    ]
    more = [*(f"fact.{fact}" for fact in form.facts), *(f"option.{option}" for option in form.options)]
    return [*(leaf.code for leaf in leaves), *inputs, *more, "X", ""]


def values() -> st.SearchStrategy[Tree]:
    """Draw what might be an answer."""
    inner = st.one_of(scalars(), st.lists(scalars(), max_size=3).map(Listing))
    names = st.sampled_from(["mean_of", "score", "file", "as_of", "jumlah_agen", "jumlah_perubahan", "a", ""])
    return st.one_of(scalars(), trees(), mappings(names, st.one_of(inner, mappings(names, inner))))
