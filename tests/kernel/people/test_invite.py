"""Inviting, withdrawing, and taking up the role behind a link."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bening.kernel.ledger.actions import Changed
from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import verify
from bening.kernel.people.access import Absent, Refused
from bening.kernel.people.actions import invitations
from bening.kernel.people.models import Invitation, Organisation, Reach, Role, User
from bening.kernel.people.rules import token_hash
from tests.kernel.people.city import LATER, NOW, PASSWORD, City, shape

WEEK = timedelta(days=7)


def invite(city: City, by: User | None = None, **more: Any) -> tuple[Invitation, str]:
    values: dict[str, Any] = {
        "by": by or city.administrator,
        "organisation_id": city.office.pk,
        "email": "Baru@Contoh.test",
        "name": "CONTOH Baru",
        "role": Role.HEAD,
        "reach": Reach.OFFICE,
        "now": NOW,
    }
    return invitations.invite(**values | more)


def test_an_administrator_invites_and_the_link_works_once(city: City) -> None:
    invitation, token = invite(city)
    assert invitation.token_hash == token_hash(token)
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values())
    membership = invitations.accept_invitation(token=token, password=PASSWORD, now=NOW + WEEK - timedelta(seconds=1))
    user = User.objects.get(email="baru@contoh.test")
    assert (membership.user, membership.role, membership.organisation) == (user, Role.HEAD, city.office)
    assert membership.granted_by == city.administrator
    assert user.check_password(PASSWORD)
    with pytest.raises(Absent):
        invitations.accept_invitation(token=token, password=PASSWORD, now=NOW)
    assert Event.objects.order_by("-seq")[0].kind == "people.invitation_accepted"
    assert verify().problem is None


def test_after_seven_days_the_link_is_dead(city: City) -> None:
    _, token = invite(city)
    with pytest.raises(Absent):
        invitations.accept_invitation(token=token, password=PASSWORD, now=NOW + WEEK)


def test_a_withdrawn_link_is_dead(city: City) -> None:
    invitation, token = invite(city)
    invitations.withdraw_invitation(by=city.administrator, invitation_id=invitation.pk, seen=1, now=NOW)
    with pytest.raises(Absent):
        invitations.accept_invitation(token=token, password=PASSWORD, now=NOW)


def test_a_guessed_token_is_nothing(city: City) -> None:
    with pytest.raises(Absent):
        invitations.accept_invitation(token="x" * 43, password=PASSWORD, now=NOW)


def test_a_weak_password_is_refused_and_leaves_the_link(city: City) -> None:
    _, token = invite(city)
    with pytest.raises(ValidationError):
        invitations.accept_invitation(token=token, password=PASSWORD[:9], now=NOW)
    invitations.accept_invitation(token=token, password=PASSWORD, now=NOW)


def test_who_has_an_account_accepts_with_it_and_nobody_else_does(city: City, other: City) -> None:
    _, token = invite(city, email=other.operator.email)
    with pytest.raises(Refused, match="sudah punya akun"):
        invitations.accept_invitation(token=token, password=PASSWORD, now=NOW)
    with pytest.raises(Refused):
        invitations.accept_invitation(token=token, password=None, now=NOW, by=city.operator)
    membership = invitations.accept_invitation(token=token, password=None, now=NOW, by=other.operator)
    assert membership.user == other.operator
    assert not User.objects.get(pk=other.operator.pk).has_usable_password()


def test_a_signed_in_person_does_not_take_the_invitation_of_a_new_one(city: City) -> None:
    _, token = invite(city)
    with pytest.raises(Refused, match="alamat lain"):
        invitations.accept_invitation(token=token, password=None, now=NOW, by=city.operator)


@pytest.mark.parametrize("who", ["operator", "stranger"])
def test_nobody_else_invites(city: City, other: City, who: str) -> None:
    by = city.operator if who == "operator" else other.administrator
    with pytest.raises(Absent):
        invite(city, by=by)
    assert Invitation.objects.filter(accepted_at=None).count() == 0


@pytest.mark.parametrize("who", ["operator", "stranger"])
def test_nobody_else_withdraws(city: City, other: City, who: str) -> None:
    invitation, _ = invite(city)
    by = city.operator if who == "operator" else other.administrator
    with pytest.raises(Absent):
        invitations.withdraw_invitation(by=by, invitation_id=invitation.pk, seen=1, now=NOW)


def test_the_stranger_learns_nothing_from_the_statements(city: City, other: City) -> None:
    with CaptureQueriesContext(connection) as forbidden, pytest.raises(Absent):
        invite(city, by=other.administrator)
    with CaptureQueriesContext(connection) as absent, pytest.raises(Absent):
        invite(city, by=other.administrator, organisation_id=uuid4())
    assert shape(forbidden.captured_queries) == shape(absent.captured_queries)


def test_nobody_invites_themselves(city: City) -> None:
    with pytest.raises(Refused, match="dirinya sendiri"):
        invite(city, email=city.administrator.email.upper())


def test_the_same_invitation_waits_only_once(city: City) -> None:
    invite(city)
    with pytest.raises(Refused, match="sudah diundang"):
        invite(city)
    invite(city, now=LATER)


def test_a_role_needs_an_organisation_of_its_kind(city: City) -> None:
    with pytest.raises(Refused, match="tidak dapat dipegang"):
        invite(city, role=Role.ASSESSOR)
    invite(city, role=Role.ASSESSOR, organisation_id=city.outside.pk, reach=Reach.REGION)


def test_a_withdrawal_of_what_changed_is_refused(city: City) -> None:
    invitation, _ = invite(city)
    with pytest.raises(Changed):
        invitations.withdraw_invitation(by=city.administrator, invitation_id=invitation.pk, seen=0, now=NOW)


def test_the_first_administrator_is_invited_once(city: City) -> None:
    with pytest.raises(Refused, match="sudah punya administrator"):
        invitations.begin_region(
            region_code=city.region.pk, organisation_name="Lain", email="x@contoh.test", name="CONTOH X", now=NOW
        )
    with pytest.raises(Refused, match="tidak ada atau sudah tidak berlaku"):
        invitations.begin_region(
            region_code="91.01", organisation_name="Lain", email="x@contoh.test", name="CONTOH X", now=NOW
        )
    assert not Organisation.objects.filter(name="Lain").exists()
