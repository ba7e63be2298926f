"""A large sheet and real processes: the worker hears of it at once; killed in the middle, another one goes on."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.config.places import ROOT, WAIT, Place

BEGIN = """
import os, signal, time
from datetime import date
from django.db import transaction
from django.utils import timezone
from bening.systems.oversight import staging
from bening.systems.oversight.models import Obligation, StagedSheet
from tests.systems.oversight.makers import bring, line, with_officer

def wait(holds):
    begun = time.monotonic()
    while not holds(StagedSheet.objects.defer("content").get()):
        assert time.monotonic() - begun < 60
        time.sleep(0.02)
    return time.monotonic() - begun

"""
FIRST = """
staging.MOST_LINES = 100
with transaction.atomic():
    city = with_officer()
staged = bring(city, [line(number, "Dinas Contoh", date(2025, 3, 1)) for number in range(1, 2301)])
print("large", staged.is_large)
print("soon", wait(lambda sheet: sheet.state == "ready") < 20)
staging.take_staged(by=city.people["petugas"], staged_id=staged.pk, seen="", now=timezone.now())
wait(lambda sheet: sheet.gone > 0)
os.kill(PID, signal.SIGKILL)
"""
SECOND = """
from bening.kernel.ledger.queries import verify
sheet = StagedSheet.objects.get()
print("half", sheet.gone == sheet.taken == Obligation.objects.count(), sheet.gone in range(500, 2300, 500))
StagedSheet.objects.update(held_until=timezone.now())  # as if a minute had passed
print("free")
"""
THIRD = """
from bening.kernel.ledger.queries import verify
wait(lambda sheet: sheet.state == "done")
sheet = StagedSheet.objects.get()
print("done", sheet.taken, sheet.kept, Obligation.objects.count(), verify().problem)
"""


@contextmanager
def working(place: Place) -> Iterator[subprocess.Popen[str]]:
    """Run a worker alone until the end."""
    command = [sys.executable, "-m", "bening.cli", "worker"]
    with subprocess.Popen(command, env=place.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert "02:00" in worker.stdout.readline()
        try:
            yield worker
        finally:
            worker.terminate()
            worker.wait(WAIT)


def told(place: Place, script: str) -> list[str]:
    done = place.run("bening.manage", "shell", "-v", "0", "-c", BEGIN + script)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_worker_hears_of_a_sheet_and_one_killed_between_batches_is_followed(place: Place) -> None:
    with working(place) as worker:
        assert told(place, FIRST.replace("PID", str(worker.pid))) == ["large True", "soon True"]
        assert worker.wait(WAIT) == -signal.SIGKILL
    assert told(place, SECOND) == ["half True True", "free"]
    with working(place):
        assert told(place, THIRD) == ["done 2300 0 2300 None"]
