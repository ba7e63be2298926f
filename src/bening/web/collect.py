"""Copies the typeface and the icons from npm to where the product reads them: `python -m bening.web.collect`."""

import json
import re
import shutil
import sys
from pathlib import Path

from bening.web.icons import FILE, ICONS

NODE = Path("front/node_modules")
FONT = "@fontsource-variable/plus-jakarta-sans"
FONT_FILE = "plus-jakarta-sans-latin-wght-normal.woff2"
FONTS = Path(__file__).parent / "static/web/fonts"
OUTER = re.compile(r"<!--.*?-->|<svg[^>]*>|</svg>", re.DOTALL)


def inner(svg: str) -> str:
    """Give the shapes of an icon's file on one line, without its frame and its comments.

    >>> inner('<!-- a licence -->\\n<svg width="24"\\n>\\n  <path d="M1 2" />\\n  <circle r="1" />\\n</svg>')
    '<path d="M1 2"/><circle r="1"/>'
    """
    return "".join(line.strip() for line in OUTER.sub("", svg).splitlines()).replace(" />", "/>")


def icons(node: Path) -> dict[str, str]:
    """Read the icons of the product out of what npm installed."""
    folder = node / "lucide-static/icons"
    return {name: inner((folder / f"{name}.svg").read_text(encoding="utf-8")) for name in ICONS}


def collect(node: Path) -> None:
    """Write the icons' file and the typeface with its licence."""
    FILE.write_text(json.dumps(icons(node), indent=0), encoding="utf-8")
    FONTS.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(node / FONT / "files" / FONT_FILE, FONTS / FONT_FILE)
    shutil.copyfile(node / FONT / "LICENSE", FONTS / "LICENSE.txt")


def main() -> int:
    """Collect from front/node_modules, or say what is missing."""
    try:
        collect(NODE)
    except FileNotFoundError as error:
        sys.stderr.write(f"{error.filename} is missing: run `npm ci` in front/, which `make setup` does\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
