"""Who decides on withdrawals is led to them: by the inbox and by the menu."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bening.kernel.evidence.actions import withdrawal
from bening.kernel.inbox.registry import count_for, waiting_for
from tests.kernel.evidence.city import TODAY, City, add, later, note
from tests.kernel.evidence.test_pages import as_person
from tests.kernel.evidence.test_withdrawal import ask

DECIDES = ["coordinator", "administrator"]
IN_VAIN = ["operator", "head", "colleague", "other_head", "own_coordinator", "stranger"]


@pytest.mark.parametrize("who", [*DECIDES, *IN_VAIN])
def test_a_withdrawal_waits_for_those_who_decide_on_it_alone(city: City, who: str) -> None:
    item = ask(city, add(city, behind=note(city.operator, city.colleague, city.other_head)))
    user = getattr(city, who)
    found = waiting_for(user, TODAY)
    assert count_for(user, TODAY) == len(found) == (who in DECIDES)
    for entry in found:
        assert entry.title == f"Penarikan bukti: {item.title}"
        assert (entry.href, entry.about, entry.due_on) == (reverse("evidence:withdrawals"), str(city.office), None)


@pytest.mark.parametrize("decide", [withdrawal.confirm_withdrawal, withdrawal.refuse_withdrawal])
def test_once_decided_it_waits_for_nobody(city: City, decide: object) -> None:
    item = ask(city, add(city))
    assert callable(decide)
    decide(by=city.coordinator, item_id=item.pk, seen=item.version, now=later(hours=2))
    assert [count_for(getattr(city, who), TODAY) for who in DECIDES] == [0, 0]


def test_it_takes_one_query_whatever_the_number(city: City) -> None:
    ask(city, add(city))
    with CaptureQueriesContext(connection) as few:
        waiting_for(city.coordinator, TODAY)
    for number in range(3):
        ask(city, add(city, f"CONTOH {number}\n".encode()))
    with CaptureQueriesContext(connection) as many:
        assert len(waiting_for(city.coordinator, TODAY)) == 4
    assert len(few) == len(many)


def entries(page: str) -> dict[str, bool]:
    """Give the addresses of the menu, and whether each is the page that is open."""
    found = re.findall(r'<a href="([^"]+)"( aria-current="page")?[^>]*>', page[page.index("<nav") :])
    return {href: bool(current) for href, current in found}


@pytest.mark.parametrize(("who", "is_led"), [("administrator", True), ("coordinator", True), ("operator", False)])
def test_the_menu_leads_those_who_decide(city: City, who: str, is_led: bool) -> None:
    answer = as_person(getattr(city, who)).get(reverse("evidence:withdrawals"))
    assert answer.status_code == 200
    found = entries(answer.content.decode())
    assert found.get("/bukti/penarikan/") is (True if is_led else None)
    assert found.get("/bukti/") is (None if is_led else False)
