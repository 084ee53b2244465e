"""Burn-up: the progress of a release at its versions on the main line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from building import AS_OF, Files, lay_out, signed, write_release
from edits import POLICY, put_top
from gonogo.history.burn_up import (
    LATEST,
    MOST,
    LandedVersion,
    choose_versions,
    find_versions,
    parse_counts,
    write_counts,
)
from gonogo.model.judgement import Tally
from gonogo.pipelines import burn_up_counts, project_plan
from gonogo.source.files.cache import Cache, open_cache
from gonogo.source.git.store import GitStore, open_store
from repository import START, Made, RepoBuilder
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

V1, V2 = "checklists/shop/v1.yml", "checklists/shop/v2.yml"
DAY = 86_400


def at(days: float) -> str:
    return f"{int(START + days * DAY)} +0000"


def text(number: int) -> str:
    """A file that resembles its other versions, so that git detects renames."""
    return "".join(f"line {line}\n" for line in range(40)) + f"version {number}\n"


def versions_of(root: Path, path: str, *commits: Made) -> list[tuple[str, str, float]]:
    """The versions of a file: name, landing and day."""
    ids = {oid: name for name, oid in RepoBuilder(root).load(*commits).items()}
    (root / "checklists").mkdir()
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        found = find_versions(tuple(store.read_mainline(store.head)), path)
    return [(one.path, ids[one.landing], (one.at.timestamp() - START) / DAY) for one in found]


@pytest.mark.parametrize(
    ("commits", "expected"),
    [
        pytest.param(
            (Made("one", {V1: text(1)}, date=at(1)), Made("two", {V1: text(2)}, date=at(2))),
            [(V1, "one", 1), (V1, "two", 2)],
            id="two versions",
        ),
        pytest.param(
            (
                Made("one", {V1: text(1)}, date=at(1)),
                Made("branch", {V1: text(2)}, date=at(2)),
                Made("main", {"README": "x"}, parents=("one",), date=at(3)),
                Made("merge", {V1: text(2)}, parents=("main", "branch"), date=at(4)),
            ),
            [(V1, "one", 1), (V1, "merge", 4)],
            id="a branch counts when it lands",
        ),
        pytest.param(
            (Made("one", {V2: text(1)}, date=at(1)), Made("two", {V1: text(1), V2: None}, date=at(2))),
            [(V2, "one", 1), (V1, "two", 2)],
            id="a rename",
        ),
        pytest.param(
            (
                Made("one", {V1: text(1)}, date=at(1)),
                Made("gone", {V1: None}, date=at(2)),
                Made("back", {V1: text(3)}, date=at(3)),
            ),
            [(V1, "one", 1), (V1, "back", 3)],
            id="deleted and back",
        ),
        pytest.param(
            (Made("one", {V1: text(1)}, date=at(5)), Made("two", {V1: text(2)}, date=at(2))),
            [(V1, "one", 5), (V1, "two", 5)],
            id="a clock that runs backwards",
        ),
        pytest.param((Made("one", {V2: text(1)}, date=at(1)),), [], id="another file"),
    ],
)
def test_versions_are_those_of_the_main_line(
    tmp_path: Path, commits: tuple[Made, ...], expected: list[tuple[str, str, float]]
) -> None:
    """Versions are sorted by landing, with the path at that time and times that never decrease."""
    assert versions_of(tmp_path, V1, *commits) == expected


def landed(moment: datetime, number: int = 0) -> LandedVersion:
    return LandedVersion(V1, f"{number:040x}", f"{number:040x}", moment)


def test_last_version_of_each_day_is_chosen() -> None:
    """The chart has only the last version of each day."""
    day = datetime(2026, 1, 1, 8, tzinfo=UTC)
    versions = (landed(day, 1), landed(day + timedelta(hours=5), 2), landed(day + timedelta(days=1), 3))
    assert choose_versions(versions) == versions[1:]


def test_chart_has_a_maximum_of_versions() -> None:
    """If there are too many days, the chart keeps the first and the latest versions and skips others."""
    versions = tuple(landed(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day), day) for day in range(1000))
    chosen = choose_versions(versions)
    assert (len(chosen), chosen[0], chosen[-1]) == (MOST, versions[0], versions[-1])
    assert sorted(set(chosen), key=lambda one: one.at) == list(chosen)
    assert chosen[-LATEST:] == versions[-LATEST:]


CODE = """
code:
  title: Code
  phase: before
  items:
    lint:
      status: STATE
      title: Lint
    tests:
      status: open
      title: Tests
"""


def test_last_point_is_the_number_of_the_page(tmp_path: Path) -> None:
    """The last point equals the progress on the page; a version that cannot be read or decoded has no point.

    A version with a tab has a point, as it has events in the audit trail: only the checked-out file is read strictly.
    """
    lay_out(tmp_path, Files())
    files = {str(path.relative_to(tmp_path)): path.read_text() for path in sorted(tmp_path.rglob("*.yml"))}
    states = {"open": 1, "[": 2, "finished": 3, "done  #\tas before": 4, "done": 5}
    releases = {state: write_release(signed(CODE.replace("STATE", state))) for state in states}
    repository = RepoBuilder(tmp_path)
    ids = repository.load(*(Made(state, {**files, V1: releases[state]}, date=at(day)) for state, day in states.items()))
    repository.git("reset", "--hard", "--quiet")
    plan = project_plan.plan_project(tmp_path, AS_OF, project_plan.SiteOptions())
    assert plan.past is not None
    ((ref, points),) = plan.past.burn_up.items()
    now = plan.judgements[ref].progress
    assert [(point.landing, point.progress) for point in points] == [
        (ids["open"], now._replace(settled=now.settled - 1)),
        (ids["done  #\tas before"], now),
        (ids["done"], now),
    ]


def test_numbers_are_the_same_from_the_cache(tmp_path: Path) -> None:
    """The numbers are the same from the cache, and are computed again when people.yml changes."""
    root = tmp_path / "project"
    lay_out(root, Files())
    files = {str(path.relative_to(root)): path.read_text() for path in sorted(root.rglob("*.yml"))}
    repository = RepoBuilder(root)
    states = ("open", "done")
    releases = [write_release(signed(CODE.replace("STATE", state))) for state in states]
    repository.load(
        *(
            Made(state, {**files, V1: text}, date=at(day))
            for day, (state, text) in enumerate(zip(states, releases, strict=True), 1)
        )
    )
    repository.git("reset", "--hard", "--quiet")
    cache = open_cache({"GONOGO_CACHE": str(tmp_path / "cache")}, root)
    assert cache is not None

    def grown(with_cache: Cache | None) -> object:
        past = project_plan.plan_project(root, AS_OF, project_plan.SiteOptions(), cache=with_cache).past
        assert past is not None
        return past.burn_up

    cold = grown(None)
    assert [grown(cache), grown(cache)] == [cold, cold]
    plan = project_plan.plan_project(root, AS_OF, project_plan.SiteOptions())
    digest = burn_up_counts.digest_registry(plan.snapshot, plan.judgements)
    kept = parse_counts(cache.find("burn-up", digest) or b"")
    assert sorted(count.settled for count in kept.values() if count) == [0, 1]
    cache.keep("burn-up", digest, write_counts({key: Tally(9, 9) for key in kept}))
    assert grown(cache) != cold
    people = root / "checklists" / "people.yml"
    people.write_text(people.read_text().replace("Ann Archer", "Ann Archer-Bell"))
    assert grown(cache) == cold


def test_answers_without_required_evidence_are_not_counted(tmp_path: Path) -> None:
    """The current requirement of evidence applies to every version."""
    team = Team(tmp_path, put_top(POLICY, requires="evidence"))
    team.make()
    team.checkout(team.main)
    plan = project_plan.plan_project(tmp_path, AS_OF, project_plan.SiteOptions())
    assert plan.past is not None
    ((ref, points),) = plan.past.burn_up.items()
    assert plan.judgements[ref].progress.settled == 1
    assert points[-1].progress == plan.judgements[ref].progress
