"""What is kept between runs: a line for each verdict; and what is known to be equivalent, each with its reason."""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.mutants.pool import Verdict
from tools.mutants.source import Mutant

KILLED = {"killed", "timeout"}


class Records:
    """The verdicts in `.mutants/results.jsonl`, each with the tree in which it was found."""

    def __init__(self, file: Path, tree: str) -> None:
        self.file, self.tree = file, tree
        self.found: dict[str, Verdict] = {}
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        for entry in map(json.loads, lines):
            if entry["tree"] == tree:
                self.found[entry["id"]] = Verdict(entry["status"], entry["seconds"], entry["by"])

    def add(self, mutant: Mutant, verdict: Verdict) -> None:
        """Keep a verdict, on disk at once."""
        self.found[mutant.id] = verdict
        entry = {"id": mutant.id, "tree": self.tree, **vars(verdict), "what": str(mutant)}
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")


def read_equivalent(file: Path, mutants: Iterable[Mutant]) -> tuple[dict[str, str], list[str]]:
    """Return the reasons by id of the mutants listed as equivalent, and what in the list fits no mutant."""
    entries = tomllib.loads(file.read_text(encoding="utf-8")).get("equivalent", []) if file.exists() else []
    by_key = {mutant.key: mutant.id for mutant in mutants}
    reasons, stray = {}, []
    for entry in entries:
        key = (*(entry[part] for part in ("file", "function", "operator", "was", "now")), entry.get("ordinal", 1))
        if key in by_key and entry["reason"].strip():
            reasons[by_key[key]] = entry["reason"]
        else:
            stray.append(f"{entry['file']} {entry['function']}: {entry['was']}  ->  {entry['now']}")
    return reasons, stray


def stanza(mutant: Mutant) -> str:
    """Return the lines that list a mutant as equivalent."""
    path, function, operator, was, now, ordinal = mutant.key
    entry: dict[str, str | int] = {"file": path, "function": function, "operator": operator, "was": was, "now": now}
    entry |= {"ordinal": ordinal} if ordinal > 1 else {}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in entry.items()]
    return "\n".join(["[[equivalent]]", *lines, 'reason = ""'])


@dataclass(frozen=True)
class Summary:
    """The counts of a selection of mutants; `contradicted`: listed as equivalent, and killed."""

    lines: list[str]
    share: float
    contradicted: list[Mutant]


def summarise(mutants: Sequence[Mutant], found: Mapping[str, Verdict], reasons: Mapping[str, str]) -> Summary:
    """Count verdicts by module. The share is of those judged and not shown equivalent."""
    counts: dict[str, dict[str, int]] = {}
    names = ("killed", "timeout", "survived", "uncovered", "equivalent", "to do")
    contradicted = []
    for mutant in mutants:
        status = found[mutant.id].status if mutant.id in found else "to do"
        if mutant.id in reasons and status in KILLED:
            contradicted.append(mutant)
        elif mutant.id in reasons:
            status = "equivalent"
        for path in (mutant.path, "together"):
            row = counts.setdefault(path, dict.fromkeys(names, 0))
            row[status] += 1
    together = counts.pop("together", dict.fromkeys(names, 0))
    width = max(map(len, counts), default=8)
    lines = [f"{'':{width}} {' '.join(f'{name:>10}' for name in (*names, '% killed'))}"]
    for path, row in [*sorted(counts.items()), ("together", together)]:
        shown = " ".join(f"{row[name]:>10}" for name in names)
        lines.append(f"{path:{width}} {shown} {_share(row):>10.1f}")
    return Summary(lines, _share(together), contradicted)


def _share(row: Mapping[str, int]) -> float:
    killed = row["killed"] + row["timeout"]
    judged = killed + row["survived"] + row["uncovered"]
    return 100 * killed / judged if judged else 100.0
