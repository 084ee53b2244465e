"""Rule `gap`: a key without a value."""

from pathlib import Path

import pytest

from building import ROLES, Files, lay_out, signed, tidy, write_release

RULE = "gap"
ITEM = """
code:
  title: Code
  phase: before
  items:
    lint:
      status: open
      {answer}
      title: Lint is clean
      {plan}
"""


def item(answer: str = "evidence: docs/lint.md", plan: str = "owner: ann") -> str:
    """A release with an item with these two lines."""
    return write_release(signed(ITEM.format(answer=answer, plan=plan)))


METRIC = """
speed:
  title: Speed
  phase: after
  kind: metrics
  items:
    p95:
      observed:
      title: 95th percentile
"""
WAIVED = """
code:
  title: Code
  phase: before
  items:
    lint:
      status: waived
      waiver:
        reason: No mirror yet
        approved_by: ann
        until: 2026-04-01
        »instead:
      title: Lint is clean
"""


FOUND = [
    pytest.param(
        Files(people="people:\n  ann:\n    name: Ann\n    »emails:"), '"emails" of "ann" is empty', id="person"
    ),
    pytest.param(
        Files(people="people:\n  ann:\n    name: Ann\n    keys:\n      laptop:\n        »ssh:"),
        '"ssh" is empty',
        id="key of a person",
    ),
    pytest.param(
        Files(policy="format: 1\nproject: shop-0001\n»maintainers:"), '"maintainers" is empty', id="no maintainers"
    ),
    pytest.param(
        Files(roles="roles:\n  cto:\n    title: CTO\n    »people:"), '"people" of "cto" is empty', id="a vacant role"
    ),
    pytest.param(Files(system="name: Shop\n»summary:"), '"summary" is empty', id="system"),
    pytest.param(
        Files(system="name: Shop\ncontacts:\n  dba:\n    title: DBA\n    »phone:"),
        '"phone" of "dba" is empty',
        id="contact",
    ),
    pytest.param(
        Files(system="name: Shop\nchannels:\n  ops:\n    title: Ops\n    »address:"),
        '"address" of "ops" is empty',
        id="channel",
    ),
    pytest.param(
        Files(system="name: Shop\nresources:\n  board:\n    title: Board\n    »url:"),
        '"url" of "board" is empty',
        id="resource",
    ),
    pytest.param(
        Files(release=item().replace("deploy_at: 2026-03-01T09:00Z", "»deploy_at:")),
        '"deploy_at" of "v1" is empty',
        id="T-0 is not planned",
    ),
    pytest.param(
        Files(
            release=write_release(
                signed(ITEM.format(answer="", plan="")), phases="before:\n  »about:\n  title: Before\n  gate: go"
            )
        ),
        '"about" of "before" is empty',
        id="phase",
    ),
    pytest.param(
        Files(
            release=item().replace(
                "  phase: before\n    items:\n      lint", "  phase: before\n    »owner:\n    items:\n      lint"
            )
        ),
        '"owner" of "code" is empty',
        id="section",
    ),
    pytest.param(Files(release=item(answer="»note:")), '"note" of "lint" is empty', id="answer of an entry"),
    pytest.param(Files(release=write_release(signed(WAIVED))), '"instead" is empty', id="waiver"),
    pytest.param(Files(release=item(plan="»due:")), '"due" of "lint" is empty', id="plan of an entry"),
]


@pytest.mark.parametrize(("files", "message"), FOUND)
def test_gap_is_found(files: Files, message: str, tmp_path: Path) -> None:
    """The finding is at the key, with the id of its record."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect((message, ""))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(Files(), id="an empty sign-off and an empty outcome"),
        pytest.param(Files(release=item()), id="every key has a value"),
        pytest.param(
            Files(release=write_release(signed(METRIC))),
            id="a metric without an observed value",
        ),
        pytest.param(Files(system="name: Shop\ncontacts:\nchannels:\nresources:"), id="a system without contacts"),
        pytest.param(Files(roles=tidy(ROLES)), id="an absent key"),
    ],
)
def test_gap_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about open answers and absent keys."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])
