"""Measures a sheet of 100,000 lines in a process of its own, on an empty database, and prints what it found as JSON."""

import io
import json
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import django

LINES, YEARS, OFFICES = 100_000, 5, 40
ALONE = 3.0


def _sheet(city: Any) -> bytes:
    from bening.systems.oversight import rules  # noqa: PLC0415 - Django is set up by now
    from tests.systems.oversight.makers import add_offices, workbook  # noqa: PLC0415 - see above

    names = [office.name for office in add_offices(city, OFFICES)]
    return workbook(
        city,
        [
            rules.Wanted(
                at + 2, at // YEARS + 1, names[at // YEARS % OFFICES], 2020 + at % YEARS, "",
                date(2021 + at % YEARS, 1, 1) + timedelta(at % 80),
            )
            for at in range(LINES)
        ],
    )  # fmt: skip


def _parsed(content: bytes) -> float:
    """Return the seconds that the standard library's parser takes over the same cells, keeping none."""
    begun = time.process_time()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        part = io.BytesIO(book.read("xl/worksheets/sheet1.xml"))
        for _, element in ElementTree.iterparse(part):  # noqa: S314 - our own file
            element.clear()
    return time.process_time() - begun


def _cpu() -> float:
    """Return the seconds of this process and of the children that it has waited for."""
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in found)


def _peak() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))) / 1024


def _checked(deed: Callable[[], object]) -> dict[str, float]:
    """Do it, wait for the processes that it started, and return its seconds and the peaks of memory."""
    from bening.kernel.documents import sheets_ask  # noqa: PLC0415 - Django is set up by now
    from bening.scoring.text import Refused  # noqa: PLC0415 - see above

    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # what was before counts no longer
    begun = _cpu()
    deed()
    asker = _peak()
    try:
        sheets_ask.names(b"")  # another question, so that the child before it is let go of
    except Refused:
        sheets_ask._CHILDREN.stop()
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"checked": _cpu() - begun, "asker": asker, "child": child}


@contextmanager
def _writer(region: str, found: dict[str, Any]) -> Iterator[None]:
    """Have another process write all the while, and take what it says of its waits."""
    command = [sys.executable, "-m", "bench.imports_writer", region]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdout.readline()  # it writes
        yield
        writer.stdin.close()
        found |= json.loads(writer.stdout.readline())


def measure() -> dict[str, Any]:
    """Return what was found."""
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now
    from django.db import connection, transaction  # noqa: PLC0415 - see above
    from django.utils import timezone  # noqa: PLC0415 - see above

    from bening.kernel.daily.errands import Pace  # noqa: PLC0415 - see above
    from bening.systems.oversight import staging, taking  # noqa: PLC0415 - see above
    from bening.systems.oversight.models import SheetState, StagedSheet  # noqa: PLC0415 - see above
    from tests.systems.oversight.makers import with_officer  # noqa: PLC0415 - see above

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        city, other = with_officer(), with_officer("99.72")
        content = _sheet(city)
    by, now = city.people["petugas"], timezone.now()
    staged = staging.stage_sheet(by=by, region_code=city.region.code, content=content, now=now)
    found: dict[str, Any] = {"lines": LINES, "size": len(content), "vendor": connection.vendor}
    found["parsed"] = _parsed(content)

    def rest(seconds: float) -> bool:
        time.sleep(seconds)
        return True

    pace = Pace(timezone.now, rest)
    found |= _checked(lambda: taking.take_waiting(pace))
    staging.take_staged(by=by, staged_id=staged.pk, seen="", now=timezone.now())
    alone: dict[str, Any] = {}
    with _writer(other.region.code, alone):
        time.sleep(ALONE)
    begun, wall = time.process_time(), time.perf_counter()
    with _writer(other.region.code, found):
        taking.take_waiting(pace)
    found |= {"taken": time.process_time() - begun, "wall": time.perf_counter() - wall, "alone": alone["longest"]}
    done = StagedSheet.objects.get()
    if (done.state, done.taken) != (SheetState.DONE, LINES):
        raise RuntimeError(f"{done.state}, {done.taken} of {LINES}")
    return found


if __name__ == "__main__":
    django.setup()
    json.dump(measure(), sys.stdout)
