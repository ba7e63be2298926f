"""What stands around each page: the menu, the person, the language, the mark of a sample. `config` builds it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """Words that lead to an address; without one they are words alone."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class Person:
    """Who is signed in."""

    name: str
    organisation: str
    initials: str


@dataclass(frozen=True)
class MenuItem:
    """One entry of a menu; `badge` is a count beside it."""

    label: str
    href: str
    icon: str = ""
    badge: int = 0
    is_current: bool = False


@dataclass(frozen=True)
class MenuGroup:
    """Entries under a title; the first group has none."""

    title: str
    items: tuple[MenuItem, ...]


@dataclass(frozen=True)
class Notice:
    """A message of the last deed: `kind` is info, good, warn or bad."""

    kind: str
    text: str


@dataclass(frozen=True)
class Shell:
    """The frame of a page. Addresses come in: this package knows none."""

    language: str
    path_in_other_language: str
    person: Person | None = None
    menu: tuple[MenuGroup, ...] = ()
    is_sample: bool = False
    sample_name: str | None = None
    inbox_count: int = 0
    notices: tuple[Notice, ...] = ()
    place: str = ""
    home: str = "/"
    inbox: str = ""
    sign_in: str = ""
    sign_out: str = ""
    account: str = ""
    help: str = ""
    footer: tuple[MenuGroup, ...] = ()
