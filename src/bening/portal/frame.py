"""The frame of a public page: menu, language, the mark of a sample. It knows addresses and no person."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from bening.portal.language import address, in_language, other
from bening.web.shell import MenuGroup, MenuItem, Shell

SIGN_IN = "/masuk/"
LONGEST_PLACE = 14  # beside the mark a phone has room for no more; the heading says the whole name


def frame(path: str, language: str, *, place: str = "", home: str = "", is_sample: bool = False) -> Shell:
    """Return the frame of a public page; `home` leads to the front page of its region."""
    front = home or address("front", language)
    entries = [(_("Nilai"), front)] if home else []
    entries += [
        (_("Semua daerah"), address("regions", language)),
        (_("Aturan penilaian"), address("instruments", language)),
        (_("Data terbuka"), address("open_data", language)),
    ]
    return Shell(
        language,
        in_language(path, other(language)),
        menu=(MenuGroup("", tuple(_items(entries, path))),),
        is_sample=is_sample,
        sample_name=place if is_sample else None,
        place=place if len(place) <= LONGEST_PLACE else "",
        home=front,
        sign_in=SIGN_IN,
        footer=(
            MenuGroup(
                _("Periksa sendiri"),
                tuple(
                    _items(
                        [
                            (_("Riwayat catatan"), address("history", language)),
                            (_("Aturan penilaian dan sumbernya"), address("instruments", language)),
                            (_("Data terbuka dan API"), address("open_data", language)),
                            (_("Bantuan"), address("help", language)),
                        ],
                        "",
                    )
                ),
            ),
        ),
    )


def _items(entries: Iterable[tuple[str, str]], path: str) -> Iterable[MenuItem]:
    for label, href in entries:
        yield MenuItem(label, href, is_current=href == path)


def error_frame(language: str) -> Shell:
    """Return the frame of an error page."""
    return Shell(language, "", home=address("front", language))
