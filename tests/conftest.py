"""What every test needs."""

import pytest


@pytest.fixture(autouse=True)
def _without_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds what another one, or the user, has left in the user's cache."""
    monkeypatch.setenv("GONOGO_CACHE", "")
