"""Writes the compiled form of each shipped instrument: its canonical form, read faster than YAML.

Run at set-up as `python -m bening.scoring.instrument.compile`.
"""

from bening.scoring import yamltree
from bening.scoring.instrument.read import canonical, read_instrument
from bening.scoring.instrument.store import check_nesting, shipped


def compile_shipped() -> list[str]:
    """Write the compiled files and return the ids; raises `Refused` where an instrument is wrong."""
    for path in shipped().values():
        instrument, document = read_instrument(yamltree.read_file(path), str(path))
        check_nesting(instrument)
        folder = path.parent / "compiled"
        folder.mkdir(exist_ok=True)
        form = {"sha256": instrument.sha256, "document": document}
        target = folder / f"{instrument.id}.json"
        unfinished = target.with_suffix(".part")
        unfinished.write_bytes(canonical(form))
        unfinished.replace(target)
    return list(shipped())


if __name__ == "__main__":
    compile_shipped()
