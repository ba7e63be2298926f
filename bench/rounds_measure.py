"""Fills a fresh database with more and more assessments and measures the same work at each size; prints JSON.

Runs in a process of its own, which `bench.rounds` starts with a state folder that nobody else uses.
"""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from time import perf_counter, process_time

import django

SIZES = (2, 50, 500)
TIMES, FIRST = 25, 3


def _least(work: Callable[[], object]) -> float:
    """Return the least milliseconds of processor time of one call; the first calls do not count."""
    seconds = []
    for _ in range(FIRST + TIMES):
        began = process_time()
        work()
        seconds.append(process_time() - began)
    return min(seconds[FIRST:]) * 1000


def _begin() -> float:
    """Return the seconds that a fresh database takes until its tables and the instruments are there."""
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now

    from bening.scoring.instrument.store import shipped  # noqa: PLC0415 - see above
    from bening.systems.assessment.storing import canonical_form  # noqa: PLC0415 - see above

    began = perf_counter()
    call_command("migrate", verbosity=0)
    for name in shipped():
        canonical_form(name)
    return perf_counter() - began


def _at(country: object, now: datetime) -> dict[str, float]:
    """Return what each piece of work takes at the size that the database has now."""
    from django.urls import reverse  # noqa: PLC0415 - Django is set up by now
    from django.utils.timezone import localdate  # noqa: PLC0415 - see above

    from bening.systems.assessment.actions.answers import save_draft  # noqa: PLC0415 - see above
    from bening.systems.assessment.models import Answer  # noqa: PLC0415 - see above
    from bening.systems.assessment.queries.round_page import round_list  # noqa: PLC0415 - see above
    from tests.scale.measuring import asked, signed_in  # noqa: PLC0415 - see above
    from tests.scale.regions import Country  # noqa: PLC0415 - see above

    assert isinstance(country, Country)
    place = country.places[0]
    assert place.open
    draft = Answer.objects.filter(round=place.open, state="draft", organisation=place.offices["dinas"])[0]
    operator, everywhere = place.people["operator"], country.everywhere
    browser, wide = signed_in(operator), signed_in(everywhere)
    round_, answer = reverse("assessment:round", args=[place.open.id]), reverse("assessment:answer", args=[draft.id])

    def save() -> None:
        version = Answer.objects.values_list("version", flat=True).get(pk=draft.id)
        value = "AB"[version % 2]
        save_draft(by=operator, answer_id=draft.id, seen=version, value=value, note="Di map.", now=now)

    def post() -> None:
        version = Answer.objects.values_list("version", flat=True).get(pk=draft.id)
        form = {"seen": version, "nilai": "AB"[version % 2], "catatan": "Di map.", "aksi": "simpan"}
        assert browser.post(reverse("assessment:save", args=[draft.id]), form).status_code == 302  # noqa: PLR2004 - the form leads on

    overview = lambda: list(round_list(everywhere, localdate(now)))  # noqa: E731 - counted and timed alike
    return {
        "empty": _least(lambda: browser.get("/kosong/")),
        "show": _least(lambda: browser.get(round_)),
        "show to one who sees all": _least(lambda: wide.get(round_)),
        "read": _least(lambda: browser.get(answer)),
        "save": _least(save),
        "post": _least(post),
        "overview": _least(lambda: wide.get(reverse("assessment:rounds"))),
        "overview queries": asked(overview).count,
        "overview statement": asked(overview).longest,
    }


def main() -> None:
    """Measure and print."""
    django.setup()
    begun = _begin()
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from tests.scale.regions import grow, make_country  # noqa: PLC0415 - see above

    now, found = timezone.now(), {}
    country = make_country(SIZES[0], now, closed_rounds=False)
    for size in SIZES:
        grow(country, size, now, closed_rounds=False)
        found[str(size)] = _at(country, now)
    json.dump({"begun": begun, "sizes": found}, sys.stdout)


if __name__ == "__main__":
    main()
