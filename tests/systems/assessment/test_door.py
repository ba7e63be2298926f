"""The door to one row: its SQL, written once, is what Django writes anew for the person, the day and the row."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from bening.kernel.people.access import Absent
from bening.kernel.people.models import User
from bening.systems.assessment.actions import closings
from bening.systems.assessment.models import Answer, Opinion
from bening.systems.assessment.queries import opinions, scope
from bening.systems.assessment.queries.door import Door
from bening.systems.assessment.queries.scope import answers as visible
from tests.systems.assessment.makers import NOW, TODAY, answer_of, make_city, start

pytestmark = pytest.mark.django_db
DOORS = [
    scope._SEEN_ANSWER,
    scope._LOCKED_ANSWER,
    scope._SEEN_ROUND,
    scope._LOCKED_ROUND,
    *opinions._TO_CLOSE.values(),
]


@pytest.mark.parametrize("door", DOORS)
def test_a_door_asks_what_django_would_write_anew(door: Door[Answer]) -> None:
    with transaction.atomic():
        door.bound(User(id=uuid4()), TODAY, uuid4())  # written for somebody else, on another day
        for person, day, row_id in ((User(id=uuid4()), date(2031, 1, 2), uuid4()), (User(id=uuid4()), TODAY, uuid4())):
            anew = door._build(person, day, row_id).query.get_compiler(connection=connection).as_sql()
            assert door.bound(person, day, row_id) == (anew[0], tuple(anew[1]))


def test_the_row_is_the_one_that_the_list_gives() -> None:
    city = make_city()
    answer = answer_of(start(city))
    listed = visible(city.people["operator"], TODAY).select_related("round", "organisation").get(pk=answer.pk)
    found = scope.see_answer(city.people["operator"], answer.pk, TODAY)
    assert {name: getattr(found, name) for name in _columns(listed)} == {
        name: getattr(listed, name) for name in _columns(listed)
    }
    with CaptureQueriesContext(connection) as made:
        beside = found.round.title, found.organisation.name, found.round.instrument.sha256, found.carried_from
    assert beside == (listed.round.title, listed.organisation.name, answer.round.instrument.sha256, None)
    assert len(made) == 0
    assert not found._state.adding


def _columns(answer: Answer) -> list[str]:
    return [column.attname for column in answer._meta.concrete_fields]


def test_one_person_after_another_sees_their_own() -> None:
    city, other = make_city(), make_city("99.72")
    mine, theirs = answer_of(start(city)), answer_of(start(other))
    for _ in range(2):
        assert scope.see_answer(city.people["operator"], mine.pk, TODAY) == mine
        assert scope.see_answer(other.people["operator"], theirs.pk, TODAY) == theirs
        for who, row in ((city, theirs), (other, mine)):
            with pytest.raises(Absent):
                scope.see_answer(who.people["operator"], row.pk, TODAY)


def test_a_membership_that_has_not_begun_opens_no_door() -> None:
    city = make_city()
    mine = answer_of(start(city))
    held = city.people["operator"].memberships.get()
    with pytest.raises(Absent):
        scope.see_answer(city.people["operator"], mine.pk, held.starts_on - timedelta(days=1))
    assert scope.see_answer(city.people["operator"], mine.pk, held.starts_on) == mine


def test_a_door_without_a_place_for_the_person_is_refused() -> None:
    def build(_user: User, day: date, row_id: UUID) -> QuerySet[Answer]:
        return Answer.objects.filter(pk=row_id, due_on=day)

    with pytest.raises(ValueError, match="stand nowhere"):
        Door(build).fetch(User(id=uuid4()), TODAY, uuid4())


@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_inside_a_transaction_alone() -> None:
    with transaction.atomic():
        city = make_city()
        mine = answer_of(start(city))
        scope.lock_answer(city.people["operator"], mine.pk, TODAY)
    with pytest.raises(transaction.TransactionManagementError):
        scope.lock_answer(city.people["operator"], mine.pk, TODAY)


def test_closing_what_is_not_theirs_costs_the_statements_of_what_is_not_there() -> None:
    city, other = make_city(), make_city("99.72")
    round_ = start(city)
    statements = []
    for round_id in (round_.id, uuid4()):
        with CaptureQueriesContext(connection) as made, pytest.raises(Absent):
            closings.close_opinion(
                by=other.people["koordinator"], round_id=round_id, seen=1, opinion=Opinion.SELF, now=NOW
            )
        asked = [query["sql"].replace(round_id.hex, "ID").replace(str(round_id), "ID") for query in made]
        statements.append([sql for sql in asked if "SAVEPOINT" not in sql])
    assert statements[0] == statements[1]
    assert len(statements[0]) == 1
