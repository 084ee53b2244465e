"""Law: whoever follows the events in landing order has, behind each landing, what its files hold."""

from __future__ import annotations

import tempfile
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from audit.golden import trail_of
from repository import RepoBuilder
from support.chance import by_chance, make_history
from support.followed import Standing, read_standing
from support.merged import merge_by_git, read_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from support.chance import Files


@by_chance(40)
def test_events_lead_to_every_landing(chance: Random) -> None:
    """Every value is told of, last by whoever gave it the value that it has; so is what cannot be read."""
    graph = make_history(chance)
    with tempfile.TemporaryDirectory() as folder:
        ids = RepoBuilder(Path(folder)).load(*graph.commits, is_packed=True)
        names = {oid: name for name, oid in ids.items()}
        assert_led(Path(folder), lambda oid: graph.files[names[oid]])


@by_chance(4)
def test_events_lead_through_merges_of_git(chance: Random) -> None:
    """Also where git merges, by each of its strategies, and its conflicts are decided for a side or for none."""
    with tempfile.TemporaryDirectory() as folder:
        repository = merge_by_git(Path(folder), chance)
        assert_led(Path(folder), partial(read_files, repository))


def assert_led(root: Path, files_of: Callable[[str], Files]) -> None:
    """Follows the trail, and looks behind every landing."""
    standing = Standing()
    for landing, of_landing in groupby(trail_of(root).events, key=lambda event: event.landing):
        for commit, of_commit in groupby(of_landing, key=lambda event: event.commit):
            before = [files_of(parent) for parent in commit.parents]
            standing.take(
                (event.change for event in of_commit),
                is_landing=commit.oid == landing,
                is_new=lambda path, before=before: len(before) != 1 or path not in before[0],
            )
        held, unreadable = read_standing(files_of(landing))
        assert set(standing.unreadable) == unreadable
        assert standing.at_head() == held
