"""The instruments and the guides travel with the package: in the source tree and in the wheel of `make test-core`."""

from pathlib import Path

import pytest

import bening


def test_the_package_finds_the_instruments_of_the_repository(root: Path) -> None:
    assert bening.__file__ is not None
    packaged = Path(bening.__file__).parent / "data"
    names = sorted(path.relative_to(root / "data") for path in (root / "data").rglob("*.yaml"))
    assert names
    for name in names:
        assert (packaged / name).read_bytes() == (root / "data" / name).read_bytes()


@pytest.mark.parametrize("folder", ["guides", "id/panduan"])
def test_the_package_finds_the_guides_of_the_repository(root: Path, folder: str) -> None:
    assert bening.__file__ is not None
    packaged, written = Path(bening.__file__).parent / "docs" / folder, root / "docs" / folder
    names = sorted(path.name for path in written.glob("*.md"))
    assert names
    assert {name: (packaged / name).read_bytes() for name in names} == {
        name: (written / name).read_bytes() for name in names
    }
