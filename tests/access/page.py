"""The matrix as a page of the documentation."""

from collections.abc import Iterator

from tests.access.asking import PARTS_OF
from tests.access.matrix import EVERYBODY, NOBODY, PARTS, ROLES, SIGNED_IN, Audience, Row

HEAD = """\
# Who gets in where

`BENING_GOLDEN=write .venv/bin/pytest tests/access -k page` writes this page from `tests/access/matrix.py`.
The tests there ask as everybody: nobody signed in, the nine roles of the region, people of its other offices, people
without a role, and the nine roles of another region.

- A role that is named gets in. For a row about a thing it must be held in its region; `operator` and `head`
  in the office that owns or answers, `apip` in the inspectorate that is named for the answer. Without a thing it counts
  wherever it is held, and so it does for a report about a region that has neither coordinator nor administrator.
- Whoever is not signed in is sent to `/masuk/`, except on the public pages and at the door.
- Everybody else gets 404; for who does not see the thing, by the same statements as for one that does not exist. 403 is
  for a form without its token.
- A dash is a method that the route does not have (405), or that another row of the route tells.
- `nobody` is a thing of the wrong kind or in the wrong state for the route: 404 for all.
- The pages about the second factor are there for whoever has one set up.
"""


def page() -> str:
    """Return the page."""
    return "\n".join([HEAD, *_parts()])


def _parts() -> Iterator[str]:
    for title, rows in PARTS.items():
        yield f"## {title}\n"
        yield "| route | thing or deed | who reads (GET) | who does (POST) |"
        yield "|---|---|---|---|"
        yield from (_line(row) for row in rows)
        yield ""


def _line(row: Row) -> str:
    about = ", ".join(part for part in (row.thing, row.deed) if part)
    assert row.route in PARTS_OF
    return f"| `{row.route}` | {about} | {words(row.get)} | {words(row.post)} |"


def words(audience: Audience) -> str:
    """Return an audience in words."""
    if audience is None:
        return "–"
    if audience == NOBODY:
        return "nobody"
    if audience in (EVERYBODY, SIGNED_IN):
        return next(iter(audience))
    return ", ".join(role for role in ROLES if role in audience)
