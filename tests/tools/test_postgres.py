"""PostgreSQL for a command: a server of its own, or plain words that it was left out."""

from pathlib import Path

import pytest

from tools import postgres


@pytest.mark.parametrize(
    ("require", "status", "words"), [("", 0, "left out: PostgreSQL"), ("postgresql", 1, "missing:")]
)
def test_without_a_server_it_says_so(
    require: str, status: int, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENING_REQUIRE", require)
    monkeypatch.setattr(postgres, "candidates", lambda: iter([Path("/nowhere")]))
    assert postgres.main(["false"]) == status
    assert words in capsys.readouterr().out
