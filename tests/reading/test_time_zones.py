"""Time zones: by name, the local zone, and computers without time zone data."""

from __future__ import annotations

import sys
import zoneinfo
from typing import TYPE_CHECKING

import pytest

from building import POLICY, SHOP, Files, lay_out, tidy
from gonogo.core.diagnostics import GonogoError
from gonogo.source.files.time_zones import find_local_zone, find_zone, suggest_zone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def no_zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer without time zone data, such as Windows without the package tzdata."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "tzdata"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tzdata", None)
    zoneinfo.reset_tzpath([])
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/Port-au-Prince", "Etc/GMT+5", "UTC"])
def test_zone_is_found_by_its_name(name: str) -> None:
    """A zone is found by its exact name."""
    assert str(find_zone(name)) == name


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Europe/Berln", id="misspelled"),
        pytest.param("Europe", id="a folder"),
        pytest.param("europe/berlin", id="lower case"),
        pytest.param("localtime", id="localtime"),
        pytest.param("posixrules", id="another file of the data"),
        pytest.param("../../../etc/passwd", id="a path out of the data"),
        pytest.param("/etc/localtime", id="an absolute path"),
        pytest.param("", id="empty name"),
    ],
)
def test_unknown_zone_is_none(name: str) -> None:
    """A name that is not in the list of zones is None, even if a file of that name exists."""
    assert find_zone(name) is None


@pytest.mark.parametrize(
    ("name", "near"),
    [("Europe/Berln", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"), ("Berlin", "Europe/Berlin"), ("XX", "")],
)
def test_similar_zone_is_suggested(name: str, near: str) -> None:
    """A misspelled zone, or a city, has a suggestion."""
    assert suggest_zone(name) == near


@pytest.mark.parametrize(
    ("environment", "link", "expected"),
    [
        pytest.param({"TZ": "Europe/Berlin"}, "", "Europe/Berlin", id="TZ"),
        pytest.param({"TZ": ":America/New_York"}, "", "America/New_York", id="TZ with its colon"),
        pytest.param({"TZ": ":/usr/share/zoneinfo/Asia/Tokyo"}, "", "Asia/Tokyo", id="TZ as a path"),
        pytest.param({}, "/usr/share/zoneinfo/Europe/Paris", "Europe/Paris", id="the link"),
        pytest.param({}, "../usr/share/zoneinfo/Europe/Paris", "Europe/Paris", id="a relative link"),
        pytest.param({}, "/var/db/timezone/zoneinfo/Asia/Tokyo", "Asia/Tokyo", id="the link of macOS"),
        pytest.param({"TZ": "Asia/Tokyo"}, "/usr/share/zoneinfo/Europe/Paris", "Asia/Tokyo", id="TZ before the link"),
        pytest.param({"TZ": "UTC"}, "/usr/share/zoneinfo/Europe/Paris", "", id="TZ with UTC"),
        pytest.param({}, "/usr/share/zoneinfo/Etc/UTC", "", id="a server in UTC"),
        pytest.param({"TZ": "CET-1CEST"}, "", "", id="TZ with rules"),
        pytest.param({"TZ": "Europe/Berln"}, "", "", id="an unknown name"),
        pytest.param({"TZ": ""}, "", "", id="empty TZ"),
        pytest.param({}, "", "", id="neither TZ nor a link"),
    ],
)
def test_local_zone_is_found(environment: dict[str, str], link: str, expected: str, tmp_path: Path) -> None:
    """The local zone comes from `TZ` or the link; without a name, it is empty."""
    localtime = tmp_path / "localtime"
    if link:
        localtime.symlink_to(link)
    assert find_local_zone(environment, localtime) == expected


def test_local_zone_of_a_copied_file_is_empty(tmp_path: Path) -> None:
    """The local zone is empty if a file replaces the link."""
    (tmp_path / "localtime").write_bytes(b"TZif2")
    assert find_local_zone({}, tmp_path / "localtime") == ""


@pytest.mark.usefixtures("no_zones")
def test_policy_with_a_zone_needs_time_zone_data(tmp_path: Path) -> None:
    """A policy with a zone is an error of the environment if the computer has no time zone data."""
    with pytest.raises(GonogoError) as caught:
        lay_out(tmp_path, Files(policy=f"{tidy(POLICY)}timezone: Europe/Berlin\n")).snapshot  # noqa: B018
    assert (caught.value.message, caught.value.hint) == (
        'this computer has no time zone data, and checklists/policy.yml names the time zone "Europe/Berlin"',
        "install the package tzdata of your system, or: pip install tzdata",
    )


@pytest.mark.usefixtures("no_zones")
def test_policy_without_a_zone_needs_no_time_zone_data(tmp_path: Path) -> None:
    """A policy without a zone is read without time zone data."""
    assert lay_out(tmp_path).unread == []
    assert find_local_zone({"TZ": "Europe/Berlin"}) == ""


def test_unknown_zone_does_not_change_the_verdict(tmp_path: Path) -> None:
    """A policy with an unknown zone still counts, so that no verdict depends on the computer."""
    misspelled = lay_out(tmp_path / "a", Files(policy=f"{tidy(POLICY)}timezone: Europe/Berln\n"))
    plain = lay_out(tmp_path / "b")
    assert [blocker.message for blocker in misspelled.judgements[SHOP].blockers] == [
        blocker.message for blocker in plain.judgements[SHOP].blockers
    ]
