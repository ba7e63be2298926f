"""What every test has: no network, a hypothesis profile, LibreOffice where it is installed."""

import atexit
import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every run; `deep` draws new ones, `mutants` is short: it runs once for each mutant.
settings.register_profile("quick", derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=2000, deadline=None)
settings.register_profile("mutants", max_examples=5, derandomize=True, deadline=None)
settings.load_profile(os.environ.get("BENING_HYPOTHESIS", "quick"))

# The application gets a folder of its own, the same for all workers: no test meets a developer's database.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ |= {"BENING_STATE": tempfile.mkdtemp(prefix="bening-test-"), "BENING_SECRET_KEY": "of the tests " * 5}
    atexit.register(shutil.rmtree, os.environ["BENING_STATE"], ignore_errors=True)

ROOT = Path(__file__).parent.parent


def required(name: str) -> bool:
    """Say whether the tests that need `name` may not be left out (BENING_REQUIRE, words with commas)."""
    return name in os.environ.get("BENING_REQUIRE", "").split(",")


collect_ignore = ["sample", "server.py", "settings.py", "browser.py"]  # they hold no doctests and need Django


@pytest.fixture(autouse=True)
def no_network() -> None:
    """Refuse every socket to the network."""
    if find_spec("pytest_socket"):
        from pytest_socket import disable_socket  # noqa: PLC0415 - the environment of the core lacks it

        disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def soffice() -> str:
    """Give the path of LibreOffice; without it the test is left out, or fails where it is required."""
    path = shutil.which("soffice")
    if path is None and required("libreoffice"):
        pytest.fail("BENING_REQUIRE asks for LibreOffice, and `soffice` is not on the PATH: install libreoffice-calc")
    if path is None:
        pytest.skip("left out: no `soffice` on the PATH; install libreoffice-calc to run it")
    return path
