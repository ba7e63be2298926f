"""The page of a failure names a reference that the log knows, and the log holds nothing that a person typed."""

import logging
import re
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path, resolve

from bening.config import errors, logs

SECRET = "rahasia-0812-3456-7890"


def broken(request: HttpRequest, token: str) -> HttpResponse:
    """Fail with what a person typed in the text of the error, as a database does."""
    try:
        raise KeyError(f"Key (email)=({SECRET}) exists")
    except KeyError as error:
        raise ValueError(f"{token} {SECRET}") from error


urlpatterns = [path("undangan/<token>/", broken)]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Give what the log writes, in the format of the product."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.WithoutValues(logs.LOGGING["formatters"]["plain"]["format"]))
    logger = logging.getLogger("bening.errors")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


@pytest.fixture
def failed(log: StringIO) -> tuple[str, str]:
    """Give the page of a failure, and what the log says of it."""
    with override_settings(ROOT_URLCONF=__name__):
        address = f"/undangan/{SECRET}/"
        request = RequestFactory().get(address, {"q": SECRET})
        request.resolver_match = resolve(address)
        answer = None
        try:
            broken(request, SECRET)
        except ValueError:
            answer = errors.handler500(request)
    assert answer is not None
    assert answer.status_code == 500
    return answer.content.decode(), log.getvalue()


def test_page_and_log_have_the_same_reference(failed: tuple[str, str]) -> None:
    page, said = failed
    found = re.search(r"\b[A-Z2-9]{8}\b", said)
    assert found
    assert found[0] in page


def test_the_log_says_where_and_not_what(failed: tuple[str, str]) -> None:
    said = failed[1]
    assert "GET /undangan/<token>/" in said
    assert "builtins.ValueError" in said
    assert "builtins.KeyError" in said
    assert re.search(r"test_errors\.py:\d+ broken", said)
    assert SECRET not in said


def test_the_page_shows_nothing_of_the_failure(failed: tuple[str, str]) -> None:
    assert SECRET not in failed[0]
    assert "ValueError" not in failed[0]
    assert "Traceback" not in failed[0]


def test_each_failure_has_a_reference_of_its_own(log: StringIO) -> None:
    request = RequestFactory().get("/")
    assert errors.handler500(request).content != errors.handler500(request).content


def test_a_page_comes_also_where_the_template_fails(log: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> str:
        raise ValueError(SECRET)

    monkeypatch.setattr(errors, "render_to_string", fails)
    page = errors.handler500(RequestFactory().get("/")).content.decode()
    found = re.search(r"<p>([A-Z2-9]{8})</p>", page)
    assert found
    assert log.getvalue().count(found[1]) == 2
    assert SECRET not in page + log.getvalue()


def test_no_logger_of_the_product_writes_addresses() -> None:
    quiet = [name for name, logger in logs.LOGGING["loggers"].items() if logger["handlers"] == ["nothing"]]
    assert {"django.request", "django.security"} <= set(quiet)
    assert all(not logger["propagate"] for logger in logs.LOGGING["loggers"].values())


def test_an_exception_that_is_its_own_cause_ends() -> None:
    first, second = ValueError("a"), ValueError("b")
    first.__context__, second.__context__ = second, first
    said = logs.WithoutValues().formatException((ValueError, first, None))
    assert said == "builtins.ValueError\nbuiltins.ValueError"
    assert sys.exc_info()[0] is None
