"""The pipeline of `check`, `status` and `next`: files -> snapshot -> judgements -> diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks import find_in_facts
from gonogo.checks.rule import Assessment
from gonogo.core.nodes import START, Location
from gonogo.model.references import Ref
from gonogo.pipelines.project_reader import read_project
from gonogo.source.files.worktree import read_files
from gonogo.verdict.evaluation import judge, judge_unreadable
from gonogo.verdict.grounds import Grounds
from gonogo.verdict.unverified_standings import unverified_approvals, unverified_standings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from gonogo.core.diagnostics import Diagnostic
    from gonogo.model.judgement import Judgement
    from gonogo.model.release import Release
    from gonogo.model.snapshot import Snapshot, System


def load(root: Path) -> Snapshot:
    """The snapshot of the working tree at `root`. Never raises because of a file's content."""
    return read_project(read_files(root))


def assess(snapshot: Snapshot, as_of: datetime) -> dict[Ref, Judgement]:
    """The judgement of every release at a time, in the order of systems and releases."""
    judgements = {}
    for system in snapshot.systems.values():
        for name, release in system.releases.items():
            ref = Ref(system.id, name)
            if release is None:
                judgements[ref] = judge_unreadable(ref, Location(system.path_of(name), START), as_of)
            else:
                judgements[ref] = judge_release(release, system, snapshot, as_of)
    return judgements


def judge_release(release: Release, system: System, snapshot: Snapshot, as_of: datetime) -> Judgement:
    """The judgement of one release of a system, which need not be the version that the snapshot holds."""
    grounds = Grounds(
        standings=unverified_standings(release, system, snapshot.people),
        approvals=unverified_approvals(release, snapshot.people),
        names={key: person.name for key, person in snapshot.people.items()},
        required_roles=snapshot.policy.required_roles if snapshot.policy else (),
        unreadable=(*snapshot.unreadable, *system.unreadable),
    )
    return judge(release, grounds, as_of)


def check(snapshot: Snapshot, judgements: Mapping[Ref, Judgement], as_of: datetime) -> tuple[Diagnostic, ...]:
    """Every diagnostic of reading the files and of the rules, by path and line."""
    diagnostics = [*snapshot.diagnostics, *find_in_facts(Assessment(snapshot, judgements, as_of))]
    return tuple(sorted(diagnostics, key=lambda diagnostic: (diagnostic.location, diagnostic.rule, diagnostic.message)))
