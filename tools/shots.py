"""Takes the pictures of the documentation from the product itself: builds the sample city, serves it, looks at it.

make shots                                  the pictures of docs/pictures
python -m tools.shots --state FOLDER        of a state folder that holds the sample city and the files of the look
python -m tools.shots --all FOLDER          every page at every size, light and dark, into another folder
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.error import URLError

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
HEIGHTS = {1280: 800, 360: 720}
LARGEST = 200_000
COLOURS = 192
READY_SECONDS = 90


@dataclass(frozen=True)
class Screen:
    """A page by its name: whose it is (a role as the sign-in page of the sample names it, or nobody), and its way."""

    who: str
    path: str
    follow: tuple[str, ...] = ()


SCREENS = {
    "warga": Screen("", "/daerah/99.71/"),
    "ringkasan": Screen("Kepala daerah", "/kerja/ringkasan/"),
    "kotak-masuk": Screen("Operator kantor", "/kerja/"),
    "jawaban": Screen("Operator kantor", "/kerja/", (".inbox-row a",)),
    "ronde": Screen("Koordinator program", "/kerja/penilaian/?q=Penilaian+akhir", ("a.row-link",)),
    "pandangan": Screen("Koordinator program", "/kerja/penilaian/?q=akhir", ("a.row-link", "a[href$='/pandangan/']")),
}
# What the repository keeps: page, width, scheme.
KEPT = (
    ("warga", 1280, "light"),
    ("warga", 360, "dark"),
    ("ringkasan", 1280, "light"),
    ("ringkasan", 360, "light"),
    ("ronde", 1280, "light"),
    ("ronde", 1280, "dark"),
    ("jawaban", 1280, "light"),
    ("jawaban", 360, "light"),
)
EVERY = tuple((name, width, scheme) for name in SCREENS for width in HEIGHTS for scheme in ("light", "dark"))


@contextmanager
def sample_state(given: Path | None) -> Iterator[Path]:
    """Give a state folder with the sample city: the given one, or a new one that is removed afterwards."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="bening-shots-") as folder:
        environment = os.environ | {"BENING_STATE": folder}
        for words in (
            ["-m", "bening.config.setup"],
            ["-m", "bening.cli", "demo"],
            ["-m", "bening.manage", "collectstatic", "--no-input", "--verbosity", "0"],
        ):
            subprocess.run([sys.executable, *words], check=True, env=environment)
        yield Path(folder)


@contextmanager
def served(state: Path) -> Iterator[str]:
    """Give the address of a server on the state folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "bening.cli", "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(words, env=os.environ | {"BENING_STATE": str(state)})
    try:
        address = f"http://localhost:{port}"
        _wait(address, server)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(READY_SECONDS * 10):
        if server.poll() is not None:
            sys.exit("The server did not start; its message stands above.")
        try:
            with urllib.request.urlopen(f"{address}/sehat/"):  # noqa: S310  # our own address
                return
        except URLError:
            time.sleep(0.1)
    sys.exit(f"{address} did not answer within {READY_SECONDS} seconds.")


def take(browser: Browser, address: str, wanted: tuple[tuple[str, int, str], ...], folder: Path) -> list[str]:
    """Write the wanted pictures, small, and return the names of those that are still too large."""
    large = []
    for name, width, scheme in wanted:
        context = browser.new_context(
            locale="id-ID",
            reduced_motion="reduce",
            color_scheme="dark" if scheme == "dark" else "light",
            viewport={"width": width, "height": HEIGHTS[width]},
        )
        page = context.new_page()
        _go(page, address, SCREENS[name])
        path = folder / f"{name}-{width}-{scheme}.png"
        path.write_bytes(small(page.screenshot()))
        print(f"{path.name}  {path.stat().st_size} bytes  {page.title()}")
        context.close()
        large += [path.name] if path.stat().st_size > LARGEST else []
    return large


def _go(page: Page, address: str, screen: Screen) -> None:
    if screen.who:
        page.goto(f"{address}/masuk/")
        page.get_by_role("button", name=screen.who, exact=True).click()
    page.goto(f"{address}{screen.path}")
    for selector in screen.follow:
        page.locator(selector).first.click()
        page.wait_for_load_state()
    page.evaluate("document.fonts.ready")


def small(picture: bytes) -> bytes:
    """Return a picture with a palette of few colours, which text and drawings do not miss."""
    packed = BytesIO()
    palette = (
        Image.open(BytesIO(picture))
        .convert("RGB")
        .quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    )
    palette.save(packed, "PNG", optimize=True)
    return packed.getvalue()


def main(options: Namespace) -> None:
    """Take the pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("No Chromium on the PATH: install chromium.")
    folder = options.all or PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    with sample_state(options.state) as state, served(state) as address, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        large = take(browser, address, EVERY if options.all else KEPT, folder)
        browser.close()
    if large:
        sys.exit(f"Over {LARGEST} bytes: {', '.join(large)}")


def arguments() -> Namespace:
    """Return what the command line asks for."""
    asked = ArgumentParser(prog="python -m tools.shots")
    asked.add_argument("--state", type=Path, help="a state folder with the sample city")
    asked.add_argument("--all", type=Path, help="every page at every size, into this folder")
    return asked.parse_args()


if __name__ == "__main__":
    main(arguments())
