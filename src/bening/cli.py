"""The command `bening`: reads its arguments, loads what the subcommand needs, and turns refusals into messages."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

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
    },
}
MODULES = {
    "instruments": ("look", "instruments"),
    "check": ("look", "check"),
    "template": ("look", "template"),
    "score": ("score", "score"),
    "explain": ("score", "explain"),
    "path": ("paths", "path"),
    "many": ("table", "many"),
}


class _Parser(ArgumentParser):
    """Says what is wrong with the arguments in one line, and ends with status 2."""

    def error(self, message: str) -> NoReturn:
        raise refuse("usage_error", text=message, usage=self.format_usage().strip())


def parser(language: str) -> ArgumentParser:
    """Return the parser of the command line."""
    words = HELP[language]
    top = _Parser(prog="bening", description=words[""])
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    made = {name: commands.add_parser(name, help=words[name], description=words[name]) for name in MODULES}
    made["check"].add_argument("file", metavar="FILE.yaml")
    made["check"].add_argument("--against", metavar="FILE.yaml")
    for name in ("template", "score", "explain", "path", "many"):
        made[name].add_argument("instrument", metavar="INSTRUMENT")
        made[name].add_argument("--weights", metavar="PROFILE")
        made[name].add_argument("--stage", metavar="S")
    made["template"].add_argument("-o", "--output", metavar="FILE.xlsx", required=True)
    made["score"].add_argument("files", metavar="FILE", nargs="+")
    for name in ("score", "explain", "path"):
        made[name].add_argument("--json", action="store_true")
    made["explain"].add_argument("file", metavar="FILE")
    made["explain"].add_argument("code", metavar="CODE")
    made["path"].add_argument("file", metavar="FILE")
    goal = made["path"].add_mutually_exclusive_group(required=True)
    goal.add_argument("--target", metavar="T")
    goal.add_argument("--budget", metavar="N")
    goal.add_argument("--curve", action="store_true")
    made["path"].add_argument("--effort", metavar="FILE")
    made["path"].add_argument("--include-outcomes", action="store_true")
    made["many"].add_argument("table", metavar="TABLE")
    made["many"].add_argument("-o", "--output", metavar="TABLE", required=True)
    made["many"].add_argument("--quiet", action="store_true")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 done, 1 a check found errors or no path, 2 unusable input."""
    language = "en" if os.environ.get(_LANGUAGE) == "en" else "id"
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    console = Console(language, sys.stdout.write, sys.stderr.write)
    try:
        status = _run(parser(language).parse_args(argv), console)
        sys.stdout.flush()
    except Refused as error:
        console.messages(error.messages)
        return UNUSABLE
    except BrokenPipeError:
        with Path(os.devnull).open("wb") as nothing:
            os.dup2(nothing.fileno(), sys.stdout.fileno())
        return OUTPUT_CLOSED
    except KeyboardInterrupt:
        console.messages([message("interrupted")])
        return INTERRUPTED
    except MemoryError:
        console.messages([message("out_of_memory")])
        return UNUSABLE
    # The outermost door: a person gets a reference, never a traceback.
    # ast-grep-ignore: named-exceptions
    except Exception as error:
        if os.environ.get(_DEBUG):
            raise
        console.messages([message("unexpected", reference=_reference(error))])
        return UNUSABLE
    return status


def _reference(error: Exception) -> str:
    """Return where the program failed: the kind of error, file and line."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = Path(trace.tb_frame.f_code.co_filename).name if trace else "?"
    return f"{type(error).__name__}/{name}:{trace.tb_lineno if trace else 0}"


def _run(args: Namespace, console: Console) -> int:
    module, name = MODULES[args.command]
    command: Callable[[Namespace, Console], int] = getattr(import_module(f"bening.scoring.commands.{module}"), name)
    return command(args, console)


if __name__ == "__main__":
    sys.exit(main())
