"""The sample city's reports of a mistake, from `data/demo/kota-contoh/reports.yaml`, made through the action."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from django.utils.timezone import get_current_timezone, localdate

from bening.portal.actions import report_mistake
from bening.portal.queries.results import newest
from bening.scoring import yamltree
from bening.scoring.instrument.store import data_folder

FILE = "reports.yaml"
Deed = tuple[datetime, Callable[[], object]]


def deeds(*, region_code: str, now: datetime) -> Iterator[Deed]:
    """Give the reports that readers of the public page send, each about an indicator of the newest result."""
    told = yamltree.texts(yamltree.read_file(data_folder() / "demo" / "kota-contoh" / FILE))
    if told.get("sample") != "CONTOH":
        raise ValueError(f"{FILE} does not say that it is a sample")
    for entry in told["reports"]:
        day = localdate(now) - timedelta(days=int(entry["days_ago"]))
        midnight = datetime.combine(day, time.min, tzinfo=get_current_timezone())
        yield midnight, _report(region_code, entry["code"], entry["text"], midnight)


def _report(region_code: str, code: str, text: str, now: datetime) -> Callable[[], object]:
    def send() -> None:
        about = f"{region_code}/{newest(region_code)[-1].pk}/{code}"
        report_mistake(about=about, text=text, contact="", now=now)

    return send
