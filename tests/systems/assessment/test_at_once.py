"""Two deeds at once on one round: the second one sees what the first one did."""

from threading import Thread
from time import sleep

import pytest
from django.db import IntegrityError, connection, transaction

from bening.kernel.ledger.queries import verify
from bening.systems.assessment.models import Closing, InstrumentVersion, Opinion, Round
from tests.systems.assessment.makers import close, find, hand_in, make_city, start

WHILE = 0.5  # seconds in which the closing stands before the finding that is not committed yet


@pytest.mark.django_db(transaction=True)
def test_a_closing_waits_for_a_finding_that_is_being_written() -> None:
    city = make_city()
    round_ = start(city)
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    for code, value in (("K.1", "A"), ("K.2", "100")):
        find(city, round_, "apip", code, value)

    def closing() -> None:
        try:
            close(city, round_, Opinion.INTERNAL)
        finally:
            connection.close()

    thread = Thread(target=closing)
    with transaction.atomic():
        find(city, round_, "apip", "K.1", "C")
        thread.start()
        sleep(WHILE)
    thread.join()
    assert Closing.objects.get(opinion=Opinion.INTERNAL).answers == {"K.1": "C", "K.2": "100"}
    assert verify().problem is None


@pytest.mark.django_db(transaction=True)
def test_two_rounds_that_bring_the_same_instrument_at_once_both_start() -> None:
    first, second = make_city(), make_city("99.72")
    errors: list[BaseException] = []

    def starting() -> None:
        try:
            start(second)
        except IntegrityError as error:
            errors.append(error)
        finally:
            connection.close()

    thread = Thread(target=starting)
    with transaction.atomic():
        start(first)
        thread.start()
        sleep(WHILE)
    thread.join()
    assert errors == []
    assert (Round.objects.count(), InstrumentVersion.objects.count()) == (2, 1)
    assert verify().problem is None
