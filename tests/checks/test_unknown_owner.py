"""Rule `unknown-owner`: an owner or lead that is neither a person nor a role."""

from pathlib import Path

import pytest

from building import PEOPLE, Files, lay_out, signed, write_release

RULE = "unknown-owner"
UNREADABLE = PEOPLE.replace("name:", "nmae:")


def release(section: str = "ann", item: str = "ann", child: str = "ann", head: str = "") -> Files:
    """A release with owners of a section, an item and a nested item."""
    text = f"""
    code:
      title: Code
      phase: before
      owner: {section}
      items:
        quality:
          status: open
          title: Quality
          owner: {item}
          items:
            lint:
              status: open
              title: Lint is clean
              owner: {child}
    """
    return Files(release=write_release(signed(text), head=head))


WHERE = "is neither in people.yml nor in checklists/shop/roles.yml"
FOUND = [
    pytest.param(release(head="lead: »qa-leed"), [f'lead "qa-leed" {WHERE}'], 'did you mean "qa-lead"?', id="lead"),
    pytest.param(release(section="»an"), [f'owner "an" {WHERE}'], 'did you mean "ann"?', id="section"),
    pytest.param(release(item="»bobb"), [f'owner "bobb" {WHERE}'], 'did you mean "bob"?', id="entry"),
    pytest.param(
        release(child="»zoe"),
        [f'owner "zoe" {WHERE}'],
        "add the person or the role there; known: qa-lead, cto, ann, bob",
        id="nested item",
    ),
    pytest.param(
        release(item="[ann, »bobb, »boob]"),
        [f'owner "bobb" {WHERE}', f'owner "boob" {WHERE}'],
        'did you mean "bob"?',
        id="two of a list, each at its place",
    ),
]


@pytest.mark.parametrize(("files", "messages", "hint"), FOUND)
def test_unknown_owner_is_found(files: Files, messages: list[str], hint: str, tmp_path: Path) -> None:
    """The finding is at the unknown owner or lead."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect(*[(message, hint) for message in messages])


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(Files(), id="no owner at all"),
        pytest.param(release(), id="a person"),
        pytest.param(release(item="qa-lead", head="lead: cto"), id="a role"),
        pytest.param(release(item="[qa-lead, bob]"), id="a role and a person"),
    ],
)
def test_unknown_owner_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about people, and roles of the system."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(Files(release=release("ann").release, people=UNREADABLE), id="people.yml"),
        pytest.param(Files(release=release("cto").release, roles="role:"), id="roles.yml"),
    ],
)
def test_unknown_owner_stays_silent_if_the_registry_is_unreadable(files: Files, tmp_path: Path) -> None:
    """The rule stays silent while people.yml or roles.yml is unreadable."""
    assert lay_out(tmp_path, files).find(RULE) == []
