"""Granting, ending, handing over."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bening.kernel.ledger.actions import Changed
from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import verify
from bening.kernel.people import access, demo, duties
from bening.kernel.people.access import Absent, Refused
from bening.kernel.people.actions import memberships
from bening.kernel.people.models import Membership, Reach, Role, User
from tests.kernel.people.city import NOW, TODAY, City, second_administrator, successor, terms

DAY = timedelta(days=1)


def stranger(city: City, other: City, who: str) -> User:
    return city.operator if who == "colleague" else other.administrator


@pytest.fixture
def letters() -> Iterator[dict[object, int]]:
    """Duties that can be handed on: how many letters wait for each membership."""
    waiting: dict[object, int] = {}

    def move(giver: Membership, taker: Membership, by: User, now: datetime) -> None:
        waiting[taker.pk] = waiting.get(taker.pk, 0) + waiting.pop(giver.pk)

    duties.register("surat", lambda row: waiting.get(row.pk, 0), move)
    yield waiting
    duties.unregister("surat")


def test_a_grant_is_an_event_that_names_who_granted(city: City) -> None:
    row = memberships.grant(
        by=city.administrator, user_id=city.operator.pk, organisation_id=city.office.pk, terms=terms(), now=NOW
    )
    assert (row.granted_by, row.granted_at) == (city.administrator, NOW)
    event = Event.objects.order_by("seq").last()
    assert event is not None
    assert (event.kind, event.actor) == ("people.role_granted", city.administrator.pk)
    assert verify().problem is None


def test_nobody_grants_themselves_a_role(city: City) -> None:
    with pytest.raises(Refused, match="dirinya sendiri"):
        memberships.grant(
            by=city.administrator, user_id=city.administrator.pk, organisation_id=city.office.pk, terms=terms(), now=NOW
        )


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_nobody_else_grants(city: City, other: City, who: str) -> None:
    with pytest.raises(Absent):
        memberships.grant(
            by=stranger(city, other, who),
            user_id=city.operator.pk,
            organisation_id=city.office.pk,
            terms=terms(),
            now=NOW,
        )


def test_an_administrator_grants_nothing_in_another_region_nor_to_its_people(city: City, other: City) -> None:
    for user, office in ((city.operator, other.office), (other.operator, city.office)):
        with pytest.raises(Absent):
            memberships.grant(by=city.administrator, user_id=user.pk, organisation_id=office.pk, terms=terms(), now=NOW)


def test_an_administrator_whose_role_ended_grants_nothing(city: City) -> None:
    second = second_administrator(city)
    memberships.end_membership(by=city.administrator, membership_id=second.pk, seen=1, ends_on=TODAY, now=NOW)
    with pytest.raises(Absent):
        memberships.grant(
            by=second.user, user_id=city.operator.pk, organisation_id=city.office.pk, terms=terms(), now=NOW + 2 * DAY
        )


def test_the_same_role_is_not_held_twice_at_a_time(city: City) -> None:
    with pytest.raises(Refused, match="masa yang sama"):
        memberships.grant(
            by=city.administrator,
            user_id=city.operator.pk,
            organisation_id=city.office.pk,
            terms=terms(Role.OPERATOR),
            now=NOW,
        )


def test_an_acting_official_stands_in_for_a_holder_of_the_same_role_there(city: City, other: City) -> None:
    head = demo.add_person(
        ("kepala@contoh.test", "CONTOH Kepala"), Role.HEAD, by=city.administrator, organisation=city.office, now=NOW
    )

    def act(**more: Any) -> Membership:
        return memberships.grant(
            by=city.administrator,
            user_id=city.operator.pk,
            organisation_id=city.office.pk,
            terms=terms(**more),
            now=NOW,
        )

    with pytest.raises(Refused, match="pejabat sementara"):
        act(on_behalf_of=head.pk)
    with pytest.raises(Absent):
        act(is_acting=True, on_behalf_of=other.post.pk)
    row = act(is_acting=True, on_behalf_of=head.pk, ends_on=TODAY + 10 * DAY)
    assert row.on_behalf_of == head
    assert access.has_role(city.operator, TODAY + 10 * DAY, Role.HEAD)
    assert not access.has_role(city.operator, TODAY + 11 * DAY, Role.HEAD)


def test_a_role_ends_after_its_last_day(city: City) -> None:
    row = memberships.end_membership(
        by=city.administrator, membership_id=city.post.pk, seen=1, ends_on=TODAY + DAY, now=NOW
    )
    assert row.ended_by == city.administrator
    assert access.has_role(city.operator, TODAY + DAY, Role.OPERATOR)
    assert not access.has_role(city.operator, TODAY + 2 * DAY, Role.OPERATOR)


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_nobody_else_ends_a_role(city: City, other: City, who: str) -> None:
    with pytest.raises(Absent):
        memberships.end_membership(
            by=stranger(city, other, who), membership_id=city.post.pk, seen=1, ends_on=TODAY, now=NOW
        )


def test_the_end_is_never_put_off_and_never_before_the_start(city: City) -> None:
    def end(seen: int, day: date) -> Membership:
        return memberships.end_membership(
            by=city.administrator, membership_id=city.post.pk, seen=seen, ends_on=day, now=NOW
        )

    with pytest.raises(Refused, match="paling cepat"):
        end(1, TODAY - DAY)
    end(1, TODAY + 5 * DAY)
    with pytest.raises(Refused, match="dimajukan"):
        end(2, TODAY + 6 * DAY)
    end(2, TODAY)


def test_what_somebody_else_changed_is_not_ended(city: City) -> None:
    with pytest.raises(Changed):
        memberships.end_membership(by=city.administrator, membership_id=city.post.pk, seen=7, ends_on=TODAY, now=NOW)


def test_the_last_administrator_stays(city: City) -> None:
    own = Membership.objects.get(user=city.administrator)
    with pytest.raises(Refused, match="administrator terakhir"):
        memberships.end_membership(by=city.administrator, membership_id=own.pk, seen=1, ends_on=TODAY, now=NOW)
    second_administrator(city)
    memberships.end_membership(by=city.administrator, membership_id=own.pk, seen=1, ends_on=TODAY, now=NOW)


def test_nobody_leaves_while_something_waits_for_them(city: City, letters: dict[object, int]) -> None:
    letters[city.post.pk] = 3
    with pytest.raises(Refused, match=r"surat \(3\)"):
        memberships.end_membership(by=city.administrator, membership_id=city.post.pk, seen=1, ends_on=TODAY, now=NOW)


def test_a_handover_leaves_no_orphan(city: City, letters: dict[object, int]) -> None:
    letters[city.post.pk] = 3
    heir = successor(city)
    row = memberships.hand_over(
        by=city.administrator, membership_id=city.post.pk, seen=1, successor_id=heir.pk, now=NOW
    )
    assert row.ends_on == TODAY
    assert letters == {heir.pk: 3}


def test_duties_that_cannot_move_stop_the_handover(city: City, letters: dict[object, int]) -> None:
    duties.register("kunci", lambda row: 1 if row.pk == city.post.pk else 0)
    letters[city.post.pk] = 3
    try:
        with pytest.raises(Refused, match=r"kunci \(1\)"):
            memberships.hand_over(
                by=city.administrator, membership_id=city.post.pk, seen=1, successor_id=successor(city).pk, now=NOW
            )
    finally:
        duties.unregister("kunci")
    assert letters == {city.post.pk: 3}


def test_duties_go_only_to_the_same_role_in_the_same_organisation(city: City, other: City) -> None:
    for wrong in (other.post, Membership.objects.get(user=city.administrator), city.post):
        with pytest.raises(Absent):
            memberships.hand_over(
                by=city.administrator, membership_id=city.post.pk, seen=1, successor_id=wrong.pk, now=NOW
            )


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_nobody_else_hands_over(city: City, other: City, who: str) -> None:
    with pytest.raises(Absent):
        memberships.hand_over(
            by=stranger(city, other, who),
            membership_id=city.post.pk,
            seen=1,
            successor_id=successor(city).pk,
            now=NOW,
        )


def test_what_was_left_behind_can_be_handed_over_later(city: City, letters: dict[object, int]) -> None:
    heir = successor(city)
    memberships.end_membership(by=city.administrator, membership_id=city.post.pk, seen=1, ends_on=TODAY, now=NOW)
    letters[city.post.pk] = 2
    row = memberships.hand_over(
        by=city.administrator, membership_id=city.post.pk, seen=2, successor_id=heir.pk, now=NOW + 5 * DAY
    )
    assert (row.ends_on, letters) == (TODAY, {heir.pk: 2})


def test_nobody_assesses_an_office_in_which_they_hold_a_membership(city: City) -> None:
    assert access.is_conflicted(city.operator, city.office, TODAY)
    assert not access.is_conflicted(city.operator, city.secretariat, TODAY)
    assert not access.is_conflicted(city.operator, city.office, TODAY - DAY)
    own = set(access.organisations_of(city.operator, TODAY).values_list("organisation", flat=True))
    assert own == {city.office.pk}


def test_an_administrator_of_the_office_alone_cannot_be_made(city: City) -> None:
    with pytest.raises(Refused, match="jangkauan"):
        memberships.grant(
            by=city.administrator,
            user_id=city.operator.pk,
            organisation_id=city.office.pk,
            terms=terms(Role.ADMINISTRATOR, reach=Reach.OFFICE),
            now=NOW,
        )
