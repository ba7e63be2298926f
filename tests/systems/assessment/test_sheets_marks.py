"""A sheet with marks that PostgreSQL cannot hold is kept for repair like any other."""

import pytest
from django.utils import timezone

from bening.systems.assessment.actions import sheets
from tests.systems.assessment.makers import make_city, start
from tests.systems.assessment.test_sheets_answers import book, rows_of, sheet_for


@pytest.mark.django_db
def test_an_answer_with_a_mark_that_no_database_holds_is_kept_for_repair() -> None:
    city = make_city()
    round_ = start(city)
    rows = rows_of(city, round_)
    rows["K.1"] |= {"note": "a\0b", "value": "a\0b"}
    content = book(sheet_for(city, round_), list(rows.values()))
    who, now = city.people["operator"], timezone.now()
    staged = sheets.stage_answers(by=who, round_id=round_.pk, content=content, file="lembar.xlsx", now=now)
    staged.refresh_from_db()
    assert [entry["values"]["note"] for entry in staged.rejected] == ["a\ufffdb"]
