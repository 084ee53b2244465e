"""Law: replaying the events in landing order results in the files of each landing."""

from __future__ import annotations

import tempfile
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from audit.golden import trail_of
from repository import RepoBuilder
from support.chance import by_chance, make_history
from support.followed import ReplayedFiles, read_values
from support.merged import merge_by_git, read_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from support.chance import Files


@by_chance(40)
def test_events_lead_to_every_landing(chance: Random) -> None:
    """The events of random histories result in the values, and the unreadable files, of each landing."""
    graph = make_history(chance)
    with tempfile.TemporaryDirectory() as folder:
        ids = RepoBuilder(Path(folder)).load(*graph.commits, is_packed=True)
        names = {oid: name for name, oid in ids.items()}
        assert_replayed(Path(folder), lambda oid: graph.files[names[oid]])


@by_chance(4)
def test_events_lead_through_merges_of_git(chance: Random) -> None:
    """The events of histories that git merges, with any strategy and conflict, result in the files of each landing."""
    with tempfile.TemporaryDirectory() as folder:
        repository = merge_by_git(Path(folder), chance)
        assert_replayed(Path(folder), partial(read_files, repository))


def assert_replayed(root: Path, files_of: Callable[[str], Files]) -> None:
    """Replays the trail, and compares the values with the files of every landing."""
    replayed = ReplayedFiles()
    for landing, of_landing in groupby(trail_of(root).events, key=lambda event: event.landing):
        for commit, of_commit in groupby(of_landing, key=lambda event: event.commit):
            before = [files_of(parent) for parent in commit.parents]
            replayed.take(
                (event.change for event in of_commit),
                is_landing=commit.oid == landing,
                is_new=lambda path, before=before: len(before) != 1 or path not in before[0],
            )
        held, unreadable = read_values(files_of(landing))
        assert set(replayed.unreadable) == unreadable
        assert replayed.at_head() == held
