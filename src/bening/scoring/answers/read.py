"""Reads a set of answers from a tree, wherever the tree came from: YAML, CSV or the workbook."""

from pathlib import Path

from bening.scoring import yamltree
from bening.scoring.answers.interpret import Wrong, interpret, interpret_fact, is_day
from bening.scoring.answers.model import Answer, AnswerSet
from bening.scoring.instrument.model import Instrument, Leaf
from bening.scoring.text import Message, Place, Refused, listed, message
from bening.scoring.yamltree import Mapping, Scalar, Tree

KEYS = ("instrument", "as_of", "stage", "answers", "facts", "options")
MOST_MESSAGES = 100
# Finding the nearest code takes time that grows with the questions and with the square of a code's length.
MOST_NEAR, LONGEST_NEAR = 300, 24


class Reading:
    """A set of answers being read; collects what is wrong, so that one reading names everything."""

    def __init__(self, instrument: Instrument, file: str) -> None:
        self.instrument = instrument
        self.file = file
        self.leaves: dict[str, Leaf] = {node.code: node.leaf for node in instrument.nodes() if node.leaf}
        self.answers: dict[str, Answer] = {}
        self.facts: dict[str, str] = {}
        self.options: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.as_of: str | None = None
        self.stage: str | None = None
        self.messages: list[Message] = []

    @property
    def is_full(self) -> bool:
        """Return whether so much is wrong that no more is said."""
        return len(self.messages) >= MOST_MESSAGES

    def add(self, key: str, place: Place, /, **values: str | int) -> None:
        """Write down a message."""
        if not self.is_full:
            self.messages.append(message(key, place, **values))

    def answer(self, code: str, tree: Tree, place: Place) -> None:
        """Take the answer to a question."""
        leaf = self.leaves.get(code)
        if leaf is None:
            if not self.is_full:
                self.add("answer_code_unknown", place, code=code[:80], near=self._near(code))
            return
        try:
            found = interpret(code, leaf, tree, place)
        except Wrong as error:
            if not self.is_full:
                self.messages.append(error.message)
            return
        if found is not None:
            self.answers[code] = found

    def _near(self, code: str) -> str:
        from difflib import get_close_matches  # noqa: PLC0415 - needed on error alone

        pool = [leaf for leaf in self.leaves if len(leaf) <= LONGEST_NEAR][:MOST_NEAR]
        near = get_close_matches(code[:LONGEST_NEAR], pool, 1, 0.5)
        return near[0] if near else next(iter(self.leaves), "-")

    def fact(self, name: str, tree: Tree, place: Place) -> None:
        """Take a fact."""
        fact = self.instrument.facts.get(name)
        if fact is None:
            known = listed(self.instrument.facts) or "-"
            self.add("answer_fact_unknown", place, name=name[:80], known=known)
            return
        try:
            word = interpret_fact(fact, tree, place)
        except Wrong as error:
            if not self.is_full:
                self.messages.append(error.message)
            return
        if word is not None:
            self.facts[name] = word

    def option(self, name: str, tree: Tree, place: Place) -> None:
        """Take a choice of an option."""
        option = self.instrument.options.get(name)
        text = tree.text.strip() if isinstance(tree, Scalar) else ""
        if option is None:
            known = listed(self.instrument.options) or "-"
            self.add("answer_option_unknown", place, name=name[:80], known=known)
        elif isinstance(tree, Scalar) and (tree.empty or not text):
            return
        elif text not in option.choices:
            self.add("option_choice", place, name=name, text=text[:60], known=listed(option.choices))
        else:
            self.options[name] = text

    def set_stage(self, text: str, place: Place) -> None:
        """Take the stage."""
        if text not in self.instrument.stages:
            self.add("answer_stage", place, text=text[:60], known=listed(self.instrument.stages) or "-")
        self.stage = text

    def set_day(self, text: str, place: Place) -> None:
        """Take the day as of which the answers hold."""
        if not is_day(text):
            self.add("day_shape", place, text=text[:60])
        self.as_of = text

    def check_instrument(self, text: str, place: Place) -> None:
        """Refuse answers to another instrument."""
        if text != self.instrument.id:
            self.add("answers_of_other", place, found=text[:60], wanted=self.instrument.id)

    def finished(self) -> AnswerSet:
        """Return the answers; raises `Refused` with everything that is wrong."""
        if self.messages:
            raise Refused(self.messages)
        return AnswerSet(
            self.instrument.id,
            self.answers,
            self.facts,
            self.options,
            self.notes,
            self.as_of,
            self.stage,
            self.file,
            tuple(_shared_differences(self.answers, self.leaves, self.file)),
        )


def _shared_differences(answers: dict[str, Answer], leaves: dict[str, Leaf], file: str) -> list[Message]:
    """Return a warning for each input that two questions share and answer differently."""
    found = []
    for code, leaf in leaves.items():
        mine = answers.get(code)
        if leaf.ratio is None or mine is None or mine.inputs is None:
            continue
        for entry in leaf.ratio.inputs:
            for other in entry.shared_with:
                theirs = answers.get(other)
                if code > other or theirs is None or theirs.inputs is None:
                    continue
                pair = mine.inputs.get(entry.name), theirs.inputs.get(entry.name)
                if None not in pair and pair[0] != pair[1]:
                    values = {"name": entry.name, "mine": str(pair[0]), "theirs": str(pair[1]), "other": other}
                    found.append(message("shared_input_differs", Place(file), code=code, **values))
    return found


def read_tree(tree: Tree, instrument: Instrument, file: str) -> AnswerSet:
    """Return the answers of a YAML tree; raises `Refused`."""
    reading = Reading(instrument, file)
    if not isinstance(tree, Mapping):
        raise Refused([message("answers_not_mapping", Place(file, tree.line))])
    for key, part in tree.entries.items():
        place = Place(file, tree.lines.get(key))
        if key in {"answers", "facts", "options"}:
            _section(reading, key, part, place)
        elif key not in KEYS:
            reading.add("answers_key", place, key=key[:80], known=", ".join(KEYS))
        elif not isinstance(part, Scalar):
            reading.add("answers_text", place, key=key)
        elif key == "instrument":
            reading.check_instrument(part.text, place)
        elif not part.empty:
            take = reading.set_day if key == "as_of" else reading.set_stage
            take(part.text, place)
    if "instrument" not in tree.entries:
        reading.add("answers_without_instrument", Place(file, 1), wanted=instrument.id)
    return reading.finished()


def _section(reading: Reading, key: str, part: Tree, place: Place) -> None:
    if isinstance(part, Scalar) and part.empty:
        return
    if not isinstance(part, Mapping):
        reading.add("answers_section", place, key=key)
        return
    take = {"answers": reading.answer, "facts": reading.fact, "options": reading.option}[key]
    for name, tree in part.entries.items():
        take(name, tree, place._replace(line=part.lines.get(name)))


def read_yaml(path: Path, instrument: Instrument, name: str | None = None) -> AnswerSet:
    """Return the answers of a YAML file; raises `Refused`."""
    return read_tree(yamltree.read_file(path, name), instrument, name or str(path))
