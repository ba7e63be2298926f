"""The bulk maker puts in what the actions would: the ledger answers for every row."""

import pytest
from django.utils import timezone

from bening.kernel.ledger.queries import verify
from bening.systems.assessment.models import Answer
from tests.scale.instrument import LEAVES
from tests.scale.regions import make_country

pytestmark = pytest.mark.django_db


def test_what_is_put_in_bulk_holds_against_the_ledger() -> None:
    country = make_country(2, timezone.now())
    found = verify()
    assert found.problem is None
    assert found.rows > 2 * LEAVES * len(country.places)
    assert Answer.objects.filter(round=country.places[1].open).count() == LEAVES
