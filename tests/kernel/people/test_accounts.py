"""Closing and opening accounts, and new passwords."""

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client, override_settings

from bening.config.settings import PASSWORD_HASHERS
from bening.kernel.ledger.actions import Changed
from bening.kernel.ledger.queries import verify
from bening.kernel.people import demo
from bening.kernel.people.access import Absent, Refused, has_role
from bening.kernel.people.actions import accounts, invitations
from bening.kernel.people.models import Reach, Role, User
from tests.kernel.people.city import NOW, PASSWORD, TODAY, City


def others(city: City, other: City) -> list[User]:
    return [city.operator, other.administrator]


def test_a_closed_account_has_no_role_and_no_session(city: City, client: Client) -> None:
    client.force_login(city.operator)
    assert client.get("/akun/hak/").status_code == 200
    user = accounts.deactivate(by=city.administrator, user_id=city.operator.pk, seen=1, now=NOW)
    assert client.get("/akun/hak/").status_code == 302
    assert not has_role(user, TODAY, Role.OPERATOR)
    accounts.reactivate(by=city.administrator, user_id=city.operator.pk, seen=2, now=NOW)
    assert client.get("/akun/hak/").status_code == 302
    assert has_role(User.objects.get(pk=user.pk), TODAY, Role.OPERATOR)
    assert verify().problem is None


def test_nobody_else_closes_or_opens(city: City, other: City) -> None:
    for by in others(city, other):
        with pytest.raises(Absent):
            accounts.deactivate(by=by, user_id=city.operator.pk, seen=1, now=NOW)
        with pytest.raises(Absent):
            accounts.reactivate(by=by, user_id=city.operator.pk, seen=1, now=NOW)
        with pytest.raises(Absent):
            accounts.make_password_link(by=by, user_id=city.operator.pk, seen=1, now=NOW)
        with pytest.raises(Absent):
            accounts.take_off_code(by=by, user_id=city.operator.pk, seen=1, now=NOW)


def test_nobody_closes_their_own_account(city: City) -> None:
    with pytest.raises(Refused, match="Akun sendiri"):
        accounts.deactivate(by=city.administrator, user_id=city.administrator.pk, seen=1, now=NOW)


def test_an_account_that_is_also_used_elsewhere_is_not_closed_from_here(city: City, other: City) -> None:
    _, token = invitations.invite(
        by=other.administrator,
        organisation_id=other.office.pk,
        email=city.operator.email,
        name="CONTOH",
        role=Role.OPERATOR,
        reach=Reach.OFFICE,
        now=NOW,
    )
    invitations.accept_invitation(token=token, password=None, now=NOW, by=city.operator)
    with pytest.raises(Refused, match="wilayah lain"):
        accounts.deactivate(by=city.administrator, user_id=city.operator.pk, seen=1, now=NOW)


def test_what_somebody_else_changed_is_not_closed(city: City) -> None:
    with pytest.raises(Changed):
        accounts.deactivate(by=city.administrator, user_id=city.operator.pk, seen=0, now=NOW)


def test_a_password_link_works_once(city: City) -> None:
    _, token = accounts.make_password_link(by=city.administrator, user_id=city.operator.pk, seen=1, now=NOW)
    assert accounts.is_password_link(user_id=city.operator.pk, token=token)
    assert not accounts.is_password_link(user_id=city.administrator.pk, token=token)
    accounts.set_password_by_link(user_id=city.operator.pk, token=token, password=PASSWORD, now=NOW)
    assert check_password(PASSWORD, User.objects.get(pk=city.operator.pk).password)
    with pytest.raises(Absent):
        accounts.set_password_by_link(user_id=city.operator.pk, token=token, password=PASSWORD, now=NOW)
    assert verify().problem is None


def test_a_new_password_ends_the_other_sessions(city: City, client: Client) -> None:
    client.force_login(city.operator)
    accounts.set_password(by=city.operator, password=PASSWORD, now=NOW)
    assert client.get("/akun/hak/").status_code == 302


def test_an_address_is_one_account_in_any_letters(city: City) -> None:
    with pytest.raises(Refused, match="sudah punya akun"):
        demo.add_person(
            (city.operator.email.upper(), "CONTOH Sama"),
            Role.HEAD,
            by=city.administrator,
            organisation=city.office,
            now=NOW,
        )


def test_a_password_is_kept_by_the_slow_method_of_the_product(city: City) -> None:
    with override_settings(PASSWORD_HASHERS=PASSWORD_HASHERS):
        assert accounts.set_password(by=city.operator, password=PASSWORD, now=NOW).password.startswith(
            "argon2$argon2id$"
        )
