"""Finds an instrument by its id or by the path of its file; shipped ones are read from a form compiled at set-up."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import bening
from bening.scoring import numbers, yamltree
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.read import read_instrument
from bening.scoring.text import Place, Refused, message, refuse

DEEPEST_NESTING = 10


def data_folder() -> Path:
    """Return the folder of the shipped data."""
    return Path(bening.__file__).parent / "data"


def shipped() -> dict[str, Path]:
    """Return the files of the shipped instruments by id."""
    folder = data_folder() / "instruments"
    files = sorted(folder.glob("*.yaml"))
    return {path.stem: path for path in files if not path.stem.endswith(".cases")}


def find(name: str) -> Instrument:
    """Return the instrument of an id or of a path to a YAML file; raises `Refused`."""
    if not name.lower().endswith((".yaml", ".yml")):
        return by_id(name)
    path = Path(name)
    instrument = read_instrument(yamltree.read_file(path, name), name)[0]
    object.__setattr__(instrument, "folder", path.parent)
    check_nesting(instrument)
    return instrument


@lru_cache(maxsize=64)
def by_id(name: str) -> Instrument:
    """Return a shipped instrument; raises `Refused` where there is none of this id."""
    files = shipped()
    if name not in files:
        raise refuse("instrument_unknown", name=name[:80], known=", ".join(files))
    path = files[name]
    compiled = path.parent / "compiled" / f"{name}.json"
    if compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        form = json.loads(compiled.read_bytes())
        return read_instrument(yamltree.plain(form["document"]), str(path), form["sha256"])[0]
    return read_instrument(yamltree.read_file(path), str(path))[0]


def beside(name: str, folder: Path | None) -> Instrument:
    """Return the instrument of an id: a file of that name in the folder, else the shipped one; raises `Refused`."""
    if folder is not None:
        path = folder / f"{name}.yaml"
        if path.is_file():
            found = read_instrument(yamltree.read_file(path), str(path))[0]
            if found.id != name:
                raise refuse("instrument_id_differs", Place(str(path)), found=found.id, wanted=name)
            object.__setattr__(found, "folder", folder)
            return found
    return by_id(name)


def nested_ids(instrument: Instrument) -> Iterator[tuple[str, str]]:
    """Yield code and id of each other instrument whose result a leaf takes."""
    for node in instrument.nodes():
        if node.leaf is not None and node.leaf.instrument is not None:
            yield node.code, node.leaf.instrument


def check_nesting(instrument: Instrument) -> None:
    """Raise `Refused` where an instrument takes its own result through others, or one that is not to be found."""
    _follow(instrument, (instrument.id,), {})


def _follow(instrument: Instrument, chain: tuple[str, ...], known: dict[str, Instrument]) -> None:
    """Follow what an instrument takes; `known` holds what was followed to its end, so that each is read once."""
    maxima = {node.code: node.leaf.maximum for node in instrument.nodes() if node.leaf}
    for code, name in nested_ids(instrument):
        place = Place(f"{instrument.id}.yaml")
        if name in chain or len(chain) > DEEPEST_NESTING:
            raise refuse("instrument_cycle", place, where=code, chain=" -> ".join((*chain, name)))
        if name not in known:
            try:
                inner = beside(name, instrument.folder)
            except Refused as error:
                first = message("nested_instrument", place, where=code, name=name)
                raise Refused([first, *error.messages]) from None
            _follow(inner, (*chain, name), known)
            known[name] = inner
        if maxima[code] != known[name].maximum:
            top = numbers.shortest(known[name].maximum)
            raise refuse("nested_maximum", place, where=code, name=name, maximum=top)
