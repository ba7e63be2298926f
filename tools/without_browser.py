"""A plugin of pytest that leaves out the tests in a browser and says how many: `-p tools.without_browser`."""

import pytest

FIXTURE = "browser"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out what asks for a browser."""
    kept = [item for item in items if FIXTURE not in getattr(item, "fixturenames", ())]
    left_out = [item for item in items if item not in kept]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def pytest_report_header() -> str:
    """Say that they are left out."""
    return "left out here: the tests in a browser, which run on SQLite"
