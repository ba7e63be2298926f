"""The instruments travel with the package: in the source tree and in the wheel of `make test-core`."""

from pathlib import Path

import bening


def test_the_package_finds_the_instruments_of_the_repository(root: Path) -> None:
    assert bening.__file__ is not None
    packaged = Path(bening.__file__).parent / "data"
    names = sorted(path.relative_to(root / "data") for path in (root / "data").rglob("*.yaml"))
    assert names
    for name in names:
        assert (packaged / name).read_bytes() == (root / "data" / name).read_bytes()
