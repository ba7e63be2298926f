"""The command `bening`: reads its arguments, loads what the subcommand needs, and turns refusals into messages."""

import os
import re
import sys
from argparse import Action, ArgumentParser, HelpFormatter, Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from bening.scoring.commands.console import UNUSABLE, Console
from bening.scoring.text import Refused, message, refuse

INTERRUPTED = 130
OUTPUT_CLOSED = 141
_LANGUAGE = "BENING_LANG"
_DEBUG = "BENING_DEBUG"

HELP = {
    "id": {
        "": "Menilai instrumen integritas: nilai, syarat, penjelasan, dan jalan termurah.",
        "instruments": "daftar instrumen yang tersedia",
        "check": "periksa berkas instrumen, dan apa yang berubah",
        "template": "tulis buku kerja kosong",
        "score": "hitung nilai, syarat, dan predikat",
        "explain": "jelaskan asal nilai satu bagian",
        "path": "cari jalan termurah ke predikat atau nilai",
        "many": "nilai banyak jawaban dalam satu tabel",
        "ledger": "periksa buku catatan dan setiap baris yang dijaganya",
        "serve": "jalankan server",
        "worker": "kerjakan pekerjaan harian pada jamnya",
        "upkeep": "kerjakan pekerjaan harian sekarang",
        "demo": "isi basis data kosong dengan data contoh",
        "backup": "tulis cadangan tersandi selagi server berjalan",
        "restore": "pulihkan cadangan ke tempat kosong, lalu periksa",
        "usage": "pemakaian",
        "help": "tampilkan bantuan ini",
        "arguments": "argumen",
        "options": "opsi",
        "commands": "perintah",
        "definition": "berkas instrumen",
        "--against": "berkas instrumen pembanding",
        "instrument": "id instrumen (lke-zi-2025) atau berkas YAML",
        "files": "berkas jawaban: .yaml, .csv, atau .xlsx",
        "file": "berkas jawaban: .yaml, .csv, atau .xlsx",
        "code": "kode bagian atau pertanyaan",
        "deed": "verify: periksa, tanpa mengubah apa pun",
        "table": "tabel jawaban: .csv, .parquet, atau .arrow",
        "archive": "berkas cadangan",
        "--port": "porta; bawaannya 8000",
        "--workers": "banyaknya proses; bawaannya 2",
        "--no-worker": "tanpa proses pekerjaan harian",
        "--list": "hanya tampilkan kapan terakhir dikerjakan",
        "--host": "alamat yang didengarkan; bawaannya 127.0.0.1",
        "--if-empty": "tidak berbuat apa-apa bila basis data sudah berisi",
        "--to": "kunci penerima age; bawaannya isi BENING_BACKUP_TO",
        "--plain": "tanpa sandi",
        "--key": "berkas kunci rahasia age",
        "-o --output": "berkas yang ditulis",
        "--weights": "profil bobot; bawaannya yang pertama",
        "--stage": "tahap penilaian, misalnya monev",
        "--effort": "berkas YAML: upaya tiap pertanyaan atau tingkat",
        "--include-outcomes": "hasil survei dan capaian ikut dinaikkan",
        "--json": "tulis JSON",
        "--quiet": "tanpa kabar kemajuan",
        "--target": "predikat (wbk) atau nilai (80)",
        "--budget": "nilai tertinggi dengan upaya paling banyak N",
        "--curve": "nilai tertinggi untuk setiap besar upaya",
    },
    "en": {
        "": "Scores integrity instruments: points, gates, explanation, and the cheapest way.",
        "instruments": "list the instruments at hand",
        "check": "check an instrument file, and what changed",
        "template": "write an empty workbook",
        "score": "compute score, gates and predicates",
        "explain": "explain how the value of one part came about",
        "path": "find the cheapest way to a predicate or a total",
        "many": "score many answer sets in one table",
        "ledger": "check the ledger and every row that it answers for",
        "serve": "run the server",
        "worker": "do the daily work at its hour",
        "upkeep": "do the daily work now",
        "demo": "fill an empty database with sample data",
        "backup": "write an encrypted backup while the server runs",
        "restore": "restore a backup into an empty place and check it",
        "usage": "usage",
        "help": "show this help",
        "arguments": "arguments",
        "options": "options",
        "commands": "commands",
        "definition": "instrument file",
        "--against": "instrument file to compare with",
        "instrument": "id of an instrument (lke-zi-2025) or a YAML file",
        "files": "answer files: .yaml, .csv or .xlsx",
        "file": "answer file: .yaml, .csv or .xlsx",
        "code": "code of a part or a question",
        "deed": "verify: check, and change nothing",
        "table": "table of answers: .csv, .parquet or .arrow",
        "archive": "file of the backup",
        "--port": "port; 8000 without it",
        "--workers": "number of processes; 2 without it",
        "--no-worker": "without the process of the daily work",
        "--list": "only say when it was done last",
        "--host": "address to listen on; 127.0.0.1 without it",
        "--if-empty": "do nothing where the database holds anything",
        "--to": "key of an age recipient; what BENING_BACKUP_TO says without it",
        "--plain": "without encryption",
        "--key": "file of the secret age key",
        "-o --output": "file to write",
        "--weights": "weight profile; the first is the default",
        "--stage": "stage of assessment, such as monev",
        "--effort": "YAML file: effort of each question or level",
        "--include-outcomes": "surveys and achievements climb too",
        "--json": "write JSON",
        "--quiet": "no news of progress",
        "--target": "a predicate (wbk) or a total (80)",
        "--budget": "most points for at most N effort",
        "--curve": "most points for every amount of effort",
    },
}
_ENGINE = "bening.scoring.commands"
_SERVER = "bening.config.commands"
MODULES = {
    "instruments": (f"{_ENGINE}.look", "instruments"),
    "check": (f"{_ENGINE}.look", "check"),
    "template": (f"{_ENGINE}.look", "template"),
    "score": (f"{_ENGINE}.score", "score"),
    "explain": (f"{_ENGINE}.score", "explain"),
    "path": (f"{_ENGINE}.paths", "path"),
    "many": (f"{_ENGINE}.table", "many"),
    "ledger": ("bening.kernel.ledger.commands", "ledger"),
    "serve": (f"{_SERVER}.serve", "serve"),
    "worker": (f"{_SERVER}.worker", "worker"),
    "upkeep": (f"{_SERVER}.worker", "upkeep"),
    "demo": (f"{_SERVER}.demo", "demo"),
    "backup": (f"{_SERVER}.backup", "backup"),
    "restore": (f"{_SERVER}.restore", "restore"),
}

_WITH_INSTRUMENT = ("template", "score", "explain", "path", "many")
# Every argument: the commands that take it, and how argparse reads it. A name without dashes stands by its place.
ARGUMENTS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "definition": (("check",), {"metavar": "FILE.yaml"}),
    "--against": (("check",), {"metavar": "FILE.yaml"}),
    "instrument": (_WITH_INSTRUMENT, {"metavar": "INSTRUMENT"}),
    "files": (("score",), {"metavar": "FILE", "nargs": "+"}),
    "file": (("explain", "path"), {"metavar": "FILE"}),
    "code": (("explain",), {"metavar": "CODE"}),
    "table": (("many",), {"metavar": "TABLE"}),
    "deed": (("ledger",), {"metavar": "verify", "choices": ("verify",)}),
    "archive": (("restore",), {"metavar": "FILE"}),
    "--port": (("serve",), {"metavar": "N"}),
    "--workers": (("serve",), {"metavar": "N"}),
    "--host": (("serve",), {"metavar": "ADDRESS"}),
    "--no-worker": (("serve",), {"action": "store_true"}),
    "--list": (("upkeep",), {"action": "store_true"}),
    "--if-empty": (("demo",), {"action": "store_true"}),
    "--to": (("backup",), {"metavar": "AGE_RECIPIENT"}),
    "--plain": (("backup",), {"action": "store_true"}),
    "--key": (("restore",), {"metavar": "FILE"}),
    "-o --output": (("template", "many", "backup"), {"metavar": "FILE", "required": True}),
    "--weights": (_WITH_INSTRUMENT, {"metavar": "PROFILE"}),
    "--stage": (_WITH_INSTRUMENT, {"metavar": "S"}),
    "--effort": (("path",), {"metavar": "FILE"}),
    "--include-outcomes": (("path",), {"action": "store_true"}),
    "--json": (("score", "explain", "path"), {"action": "store_true"}),
    "--quiet": (("many",), {"action": "store_true"}),
}


class _Formatter(HelpFormatter):
    """Help whose first word is of the language."""

    def __init__(self, prog: str, first: str) -> None:
        super().__init__(prog, width=100)
        self.first = first

    def add_usage(
        self, usage: str | None, actions: Iterable[Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, f"{self.first}: " if prefix is None else prefix)


class _Parser(ArgumentParser):
    """Says what is wrong with the arguments in one line, and ends with status 2; its help is in one language."""

    words: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **options: Any) -> None:
        words = self.words
        super().__init__(**options, add_help=False, formatter_class=lambda prog: _Formatter(prog, words["usage"]))
        self._positionals.title, self._optionals.title = words["arguments"], words["options"]
        self.add_argument("-h", "--help", action="help", help=words["help"])

    def error(self, message: str) -> NoReturn:
        # What argparse says, in English alone, and the message that says it in both languages.
        usage = {
            r"the following arguments are required: (?P<names>.+)": "usage_required",
            r"one of the arguments (?P<names>.+) is required": "usage_one_of",
            r"unrecognized arguments: (?P<names>.+)": "usage_unknown",
            r"argument (?P<name>.+?): invalid choice: (?P<text>.+) \(choose from (?P<known>.+)\)": "usage_choice",
            r"argument (?P<name>.+?): expected (?:one|at least one) argument": "usage_value",
            r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)": "usage_together",
        }
        shape = next((shape for shape in usage if re.match(shape, message)), "")
        found = re.match(shape, message)
        if shape and found:
            raise refuse(usage[shape], **found.groupdict())
        raise refuse("usage_error", text=message)


def parser(language: str) -> ArgumentParser:
    """Return the parser of the command line."""
    words = HELP[language]

    class Localised(_Parser):
        pass

    Localised.words = words
    top = Localised(prog="bening", description=words[""])
    commands = top.add_subparsers(
        dest="command", required=True, metavar="COMMAND", parser_class=Localised, title=words["commands"]
    )
    made: dict[str, ArgumentParser] = {}
    for name in MODULES:
        made[name] = commands.add_parser(name, help=words[name], description=words[name])
        for option, (commands_with, settings) in ARGUMENTS.items():
            if name in commands_with:
                made[name].add_argument(*option.split(), help=words[option], **settings)
    goal = made["path"].add_mutually_exclusive_group(required=True)
    goal.add_argument("--target", metavar="T", help=words["--target"])
    goal.add_argument("--budget", metavar="N", help=words["--budget"])
    goal.add_argument("--curve", action="store_true", help=words["--curve"])
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 done, 1 a check found errors or no path, 2 unusable input."""
    language = "en" if os.environ.get(_LANGUAGE) == "en" else "id"
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    console = Console(language, sys.stdout.write, sys.stderr.write)
    try:
        status = _run_in_memory(argv, language, console)
        sys.stdout.flush()
    except Refused as error:
        console.messages(error.messages)
        return UNUSABLE
    except BrokenPipeError:
        with Path(os.devnull).open("wb") as nothing:
            os.dup2(nothing.fileno(), sys.stdout.fileno())
        return OUTPUT_CLOSED
    except OSError as error:
        console.messages([message("output_unwritable", reason=error.strerror or str(error))])
        with Path(os.devnull).open("wb") as nothing:
            os.dup2(nothing.fileno(), sys.stdout.fileno())
        return UNUSABLE
    except KeyboardInterrupt:
        console.messages([message("interrupted")])
        return INTERRUPTED
    # The outermost door: a person gets a reference, never a traceback.
    # ast-grep-ignore: named-exceptions
    except Exception as error:
        if os.environ.get(_DEBUG):
            raise
        console.messages([message("unexpected", reference=_reference(error))])
        return UNUSABLE
    return status


def _run_in_memory(argv: Sequence[str] | None, language: str, console: Console) -> int:
    """Run the command; where memory ran out, say so once the frames that hold it are gone."""
    try:
        return _run(parser(language).parse_args(argv), console)
    except MemoryError:
        pass
    console.messages([message("out_of_memory")])
    return UNUSABLE


def _reference(error: Exception) -> str:
    """Return where the program failed: the kind of error, file and line."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = Path(trace.tb_frame.f_code.co_filename).name if trace else "?"
    return f"{type(error).__name__}/{name}:{trace.tb_lineno if trace else 0}"


def _run(args: Namespace, console: Console) -> int:
    module, name = MODULES[args.command]
    if not module.startswith(_ENGINE) and find_spec("django") is None:
        raise refuse("server_missing", command=args.command)
    command: Callable[[Namespace, Console], int] = getattr(import_module(module), name)
    return command(args, console)


if __name__ == "__main__":
    sys.exit(main())
