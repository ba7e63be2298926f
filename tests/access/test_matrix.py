"""Every route, asked by everybody: the matrix says who gets in, all others get what is not there."""

import os
from pathlib import Path

import pytest

from tests.access.asking import PARTS_OF, Answered, Asking, gets_in, sees, things_of
from tests.access.matrix import COORDINATOR, EVERYBODY, ROLES, ROWS, SEES, Audience, Row
from tests.access.page import page
from tests.access.world import Actor, World

IN = {200, 201, 302, 303, 409, 422}
METHODS = ("get", "post")
OF_CLASSES = {  # views of allauth, which say what methods they have
    "account_login", "mfa_authenticate", "account_reauthenticate", "mfa_reauthenticate", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
}  # fmt: skip


@pytest.fixture
def asking(world: World) -> Asking:
    return Asking(world.actors)


def audience_of(row: Row, method: str) -> Audience:
    return row.get if method == "get" else row.post


def has_method(row: Row, method: str) -> bool:
    """Return whether a row of the same route tells who may use a method."""
    return any(other.route == row.route and audience_of(other, method) is not None for other in ROWS)


def problem(row: Row, actor: Actor, audience: Audience, answered: Answered, *, is_there: bool) -> str:
    """Return what is wrong with an answer, in a few words; empty where nothing is."""
    if audience is None:
        is_right = answered.status == 405 or (actor.user is None and answered.is_to_door)
    elif gets_in(row, actor, audience) and is_there:
        is_right = answered.status in IN and not answered.is_to_door
    elif actor.user is None and EVERYBODY not in (audience, SEES.get(row.thing)) and not is_open(row):
        is_right = answered.is_to_door
    else:
        is_right = answered.status == 404
    there = "" if is_there else " (not there)"
    return "" if is_right else f"{row}: {actor}{there}: {answered.status} {answered.location}".strip()


def is_open(row: Row) -> bool:
    """Return whether a route knows nobody, so that it asks nobody to sign in either."""
    return any(EVERYBODY in (other.get, other.post) for other in ROWS if other.route == row.route) or (
        row.route in {"people_sample", "kit"}  # they are there in the demo alone
    )


def test_every_route_stands_in_the_matrix_and_nothing_else() -> None:
    assert {row.route for row in ROWS} == set(PARTS_OF)


def test_no_row_stands_twice() -> None:
    assert len({str(row) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("method", METHODS)
def test_who_is_named_gets_in_and_everybody_else_gets_what_is_not_there(
    method: str, world: World, asking: Asking
) -> None:
    problems = []
    for row in ROWS:
        audience, thing = audience_of(row, method), things_of(row, world.things)
        if audience is None and has_method(row, method):
            continue
        for actor in who_asks(row, audience, world):
            there = asking.ask(actor, method, row, thing.parts)
            problems.append(problem(row, actor, audience, there, is_there=True))
            if not thing.keys or not is_asked_twice(row, actor, audience):
                continue
            nowhere = asking.ask(actor, method, row, thing.elsewhere())
            problems.append(problem(row, actor, audience, nowhere, is_there=False))
            is_hidden = not (gets_in(row, actor, audience) or sees(actor, row.thing))
            if is_hidden and there.statements != nowhere.statements:
                problems.append(f"{row}: {actor}: other statements than for what is not there")
    found = "\n".join(text for text in problems if text)
    if found:
        pytest.fail(found)  # whole: an assertion would cut the list off


def who_asks(row: Row, audience: Audience, world: World) -> list[Actor]:
    """Return everybody; a few for what is the same for all, and under `/en/`, where the views are those of `/`."""
    few = {"nobody signed in", "coordinator", "operator", "coordinator of another region"}
    is_same = audience is None or audience == EVERYBODY or row.route.startswith("portal_en:")
    return [actor for actor in world.actors if not is_same or actor.name in few]


def is_asked_twice(row: Row, actor: Actor, audience: Audience) -> bool:
    """Return whether somebody asks for what is not there as well: who may, and three kinds of people who may not."""
    names = {"nobody signed in", "somebody without a role", "head of another office"}
    far = next((role for role in ROLES if role in (audience or SEES[row.thing])), COORDINATOR)
    return gets_in(row, actor, audience) or actor.name in names or actor.name == f"{far} of another region"


def admitted(row: Row, method: str, world: World) -> Actor:
    """Return somebody whom the matrix lets in; where that is nobody, somebody who is signed in."""
    audience = audience_of(row, method)
    return next((actor for actor in world.actors if gets_in(row, actor, audience)), world.actors[1])


def test_another_method_is_refused_or_answers_as_reading_does(world: World, asking: Asking) -> None:
    problems = []
    for row in ROWS:
        parts, actor = things_of(row, world.things).parts, admitted(row, "get", world)
        reading = asking.ask(actor, "get", row, parts).status
        for method in ("head", "options", "put", "patch", "delete"):
            answered = asking.ask(actor, method, row, parts)
            is_described = method == "options" and row.route in OF_CLASSES
            if answered.status not in {405, reading, *({200} if is_described else ())}:
                problems.append(f"{row}: {method} {answered.status}")
    assert problems == []


def test_a_form_without_its_token_is_refused(world: World, asking: Asking) -> None:
    taken = []
    for row in ROWS:
        if row.post:
            parts, actor = things_of(row, world.things).parts, admitted(row, "post", world)
            answered = asking.ask(actor, "post", row, parts, is_guarded=True)
            taken += [str(row)] if (answered.status == 403) is not row.has_token else []
    assert taken == []


def test_the_page_shows_the_matrix(root: Path) -> None:
    path = root / "docs/reference/access.md"
    if os.environ.get("BENING_GOLDEN") == "write":
        path.write_text(page(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == page(), "run with BENING_GOLDEN=write"
