"""The workbook of one office: the engine reading and scoring it, beside LibreOffice recalculating the same file."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from bench.row import Row
from bench.timing import best_of
from bening.scoring.instrument.store import by_id
from bening.scoring.plan import plan
from bening.scoring.result import score
from bening.scoring.workbook.read import read_workbook
from bening.scoring.workbook.write import write_workbook
from tests.scoring.offices import office
from tests.scoring.workbook.test_libreoffice import RECALCULATE

FILES = 10


def run() -> list[Row]:
    """Time both on the same files; LibreOffice takes all of them in one start."""
    program = shutil.which("soffice")
    if program is None:
        return [Row("LibreOffice recalculates the workbook", "left out: no soffice on the PATH")]
    instrument = by_id("lke-zi-2025")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"kantor-{seed}.xlsx" for seed in range(FILES)]
        for seed, path in enumerate(paths):
            write_workbook(instrument, path, answers=office(instrument, seed))
        home = folder / "profil"
        (home / "user").mkdir(parents=True)
        (home / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
        (folder / "hasil").mkdir()
        command = [program, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", "xlsx"]
        command += ["--outdir", str(folder / "hasil")]
        planned = plan(instrument)

        def ours() -> None:
            for path in paths:
                score(planned, read_workbook(path, instrument))

        def office_one() -> None:
            subprocess.run([*command, str(paths[0])], capture_output=True, check=True)

        def office_all() -> None:
            subprocess.run([*command, *map(str, paths)], capture_output=True, check=True)

        office_one()
        engine, one, many = best_of([ours, office_one, office_all], 3)
    each = (many - one) / (FILES - 1)
    note = f"engine {engine / FILES * 1000:.0f} ms a file, LibreOffice {each * 1000:.0f} ms a file after its start"
    return [
        Row(
            "LibreOffice reads, recalculates and saves one workbook",
            f"{each / (engine / FILES):.1f} times as long",
            "",
            note,
        )
    ]
