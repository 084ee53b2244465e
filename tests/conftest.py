"""The fixtures and settings of all tests.

Property tests try 50 examples each, different examples in each run, without a deadline, because a slow machine is no
failure. GONOGO_LAWS=10 tries ten times as many examples, as a weekly workflow does; `--hypothesis-profile quick` tries
only a few.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

from made_once import MadeOnce

LAWS = int(os.environ.get("GONOGO_LAWS", "1"))
settings.register_profile("laws", deadline=None, max_examples=50 * LAWS, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("laws"), max_examples=10)
settings.load_profile("laws")

HISTORIES = "histories"
"""The property of a test that says what there was in its histories by chance."""


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Creates test data that many tests read, once for all processes of the test run."""
    return MadeOnce(tmp_path_factory.getbasetemp(), os.environ.get("PYTEST_XDIST_WORKER"))


@pytest.fixture(autouse=True)
def _without_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Disables the user's cache, so that no test reads data of another test or of the user."""
    monkeypatch.setenv("GONOGO_CACHE", "")


@pytest.fixture(autouse=True)
def _color_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets a terminal with colors, whatever terminal the tests run in."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def git_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets a home folder whose git configuration names a user: the tests may run in a home without one."""
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text("[user]\n\tname = Ann\n\temail = ann@example.com\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints statistics about the random histories of the property tests."""
    reports = [report for of_outcome in terminalreporter.stats.values() for report in of_outcome]
    for report in reports:
        for name, counted in getattr(report, "user_properties", ()):
            if name == HISTORIES and report.when == "call":
                facts = ", ".join(f"{number} {fact}" for fact, number in sorted(counted.items()))
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {facts}")
