"""`gonogo show` prints one object: its keys in the file, and its computed state."""

from pathlib import Path
from typing import Any

import pytest

from building import POLICY, Files, lay_out, signed, tidy, write_release
from cli.projects import OLD, SMALL, TILL, UNREADABLE
from cli.running import AS_OF, run, run_process
from repository import RepoBuilder


def line_of(text: str, release: str) -> int:
    """The line number of this line in the release."""
    return release.split("\n").index(text) + 1


LINT = {
    "id": "lint",
    "status": "done",
    "evidence": ["https://ci.example.com/lint"],
    "title": "Lint is clean",
    "state": "done",
    "settled": True,
    "lacks_evidence": False,
    "overdue": False,
    "path": "checklists/shop/v1.yml",
    "line": line_of("      lint:", SMALL.release),
}
CODE = {
    "id": "code",
    "title": "Code",
    "phase": "before",
    "owner": ["qa-lead"],
    "due": "T-1d",
    "items": {"lint": "done", "tests": "open"},
    "settled": 1,
    "total": 2,
    "path": "checklists/shop/v1.yml",
    "line": line_of("  code:", SMALL.release),
}
BEFORE = {
    "id": "before",
    "title": "Before",
    "gate": "go",
    "settled": 1,
    "total": 3,
    "path": "checklists/shop/v1.yml",
    "line": line_of("  before:", SMALL.release),
}
RICH = """
code:
  title: Code
  phase: before
  note:
  items:
    quality:
      status: waived
      waiver:
        reason: No mirror
        approved_by: ann
        until: 2026-03-01
        instead:
      note: |
        First line
        second line
      title: Quality
      owner: [ann, qa-lead]
      at: T-1d
      minutes: 30
      items:
        lint:
          status: open
          title: Lint
"""
RICH_ENTRY = {
    "id": "quality",
    "status": "waived",
    "waiver": {"reason": "No mirror", "approved_by": "ann", "until": "2026-03-01", "instead": None},
    "note": "First line\nsecond line",
    "title": "Quality",
    "items": {"lint": {"status": "open", "title": "Lint"}},
    "owner": ["ann", "qa-lead"],
    "at": "T-1d",
    "minutes": "30",
    "state": "waived",
    "settled": False,
    "lacks_evidence": False,
    "overdue": True,
    "path": "checklists/shop/v1.yml",
    "line": line_of("      quality:", write_release(signed(RICH))),
}
TESTS_TEXT = """
shop/v1#code/tests  (checklist)
  id: tests
  status: open
  declared: ✅
  title: Tests pass
  due: 2026-02-20
  state: open
  settled: no
  overdue: yes
  path: checklists/shop/v1.yml
  line: {line}
  blocks: open

No history: this folder is not in a git repository

As of 2026-03-01T08:00:00Z; no commit; sign-offs and waivers are not verified: there is no git history.
"""


@pytest.mark.parametrize(
    ("reference", "ref", "kind", "entry"),
    [
        pytest.param("shop/v1#code/lint", "shop/v1#code/lint", "checklist", LINT, id="an entry"),
        pytest.param("lint", "shop/v1#code/lint", "checklist", LINT, id="an entry by its id"),
        pytest.param("#code", "shop/v1#code", "checklist", CODE, id="a section"),
        pytest.param("before", "shop/v1#before", "phase", BEFORE, id="a phase"),
    ],
)
def test_show_prints_one_json_document(
    reference: str, ref: str, kind: str, entry: dict[str, Any], tmp_path: Path
) -> None:
    """The document has the keys of the file in the order of the format, then the computed values."""
    lay_out(tmp_path, SMALL)
    document = run("show", reference, "--format", "json", *AS_OF, at=tmp_path).document
    assert document == {
        "schema": "gonogo/show/1",
        "head": None,
        "as_of": "2026-03-01T08:00:00Z",
        "history": "none",
        "ref": ref,
        "kind": kind,
        "entry": entry,
        "events": [],
    }
    assert list(document["entry"]) == list(entry)


def test_show_reports_missing_evidence(tmp_path: Path) -> None:
    """The entry keeps its state, and the text names the missing evidence, even if nothing is blocked."""
    text = "law:\n  title: Law\n  phase: after\n  items:\n    t:\n      status: done\n      title: T\n"
    files = Files(release=write_release(signed(text)), policy=f"{tidy(POLICY)}requires: evidence\n")
    lay_out(tmp_path, files)
    entry = run("show", "t", "--format", "json", *AS_OF, at=tmp_path).document["entry"]
    assert [entry[key] for key in ("state", "settled", "lacks_evidence")] == ["done", False, True]
    lines = run("show", "t", *AS_OF, at=tmp_path).out.splitlines()
    assert "  not settled: done without the required evidence; name a link or a file under `evidence:`" in lines
    assert not [line for line in lines if line.startswith(("  blocks:", "  lacks_evidence:"))]


def test_show_distinguishes_empty_and_absent_keys(tmp_path: Path) -> None:
    """An empty key is null; a key that the file does not have is absent."""
    lay_out(tmp_path, Files(release=write_release(signed(RICH))))
    document = run("show", "quality", "--format", "json", *AS_OF, at=tmp_path).document
    assert (document["entry"], list(document["entry"])) == (RICH_ENTRY, list(RICH_ENTRY))


def test_show_of_a_release_equals_its_status(tmp_path: Path) -> None:
    """Show and status have the same values for a release."""
    lay_out(tmp_path, SMALL)
    shown = run("show", "shop/v1", "--format", "json", *AS_OF, at=tmp_path).document
    (release,) = run("status", "--format", "json", *AS_OF, at=tmp_path).document["releases"]
    assert (shown["kind"], shown["entry"]) == ("release", release)


def test_show_of_an_unreadable_release_has_only_its_name(tmp_path: Path) -> None:
    """Show names an unreadable release; its other values are unknown, and its verdict is NO-GO."""
    lay_out(tmp_path, UNREADABLE)
    shown = run("show", "shop/v1", "--format", "json", at=tmp_path).document
    assert (shown["ref"], shown["kind"], shown["entry"]["title"], shown["entry"]["verdict"]) == (
        "shop/v1",
        "release",
        None,
        "NO-GO",
    )


def test_show_of_a_section_without_entries_has_the_kind_prose(tmp_path: Path) -> None:
    """A section without entries has the kind prose, with 0 of 0 entries settled."""
    lay_out(tmp_path, SMALL)
    shown = run("show", "read-me", "--format", "json", at=tmp_path).document
    assert (shown["kind"], shown["entry"]["items"], shown["entry"]["total"]) == ("prose", {}, 0)


def test_show_prints_text(tmp_path: Path) -> None:
    """The text lists each key, the blockers, and says that nothing is verified."""
    lay_out(tmp_path, SMALL)
    assert run_process("show", "tests", *AS_OF, at=tmp_path) == (
        0,
        tidy(TESTS_TEXT).format(line=line_of("      tests:", SMALL.release)),
        "",
    )


@pytest.mark.parametrize(
    ("reference", "message", "hint"),
    [
        pytest.param("test", '"test" does not exist', 'did you mean "tests"?', id="similar to an entry"),
        pytest.param(
            "cto",
            '"cto" names 2 things',
            "write one of: shop/v1#sign-offs/cto, till/2026.1#sign-offs/cto",
            id="an entry of two releases",
        ),
    ],
)
def test_show_refuses_an_unknown_or_ambiguous_name(reference: str, message: str, hint: str, tmp_path: Path) -> None:
    """For an unknown or ambiguous name, show suggests names, but never guesses."""
    lay_out(tmp_path, Files(release=SMALL.release, others=TILL))
    assert run("show", reference, at=tmp_path) == (2, "", f"gonogo: {message}\nhelp: {hint}\n")


def test_show_lists_the_events_of_an_entry(tmp_path: Path) -> None:
    """Show lists the same events of an entry as `gonogo log`."""
    lay_out(tmp_path, SMALL)
    repository = RepoBuilder(tmp_path)
    repository.commit("begin")
    path = tmp_path / "checklists" / "shop" / "v1.yml"
    path.write_text(path.read_text().replace("status: open\n        declared", "status: done\n        declared"))
    commit = repository.commit("Tests pass (#12)")
    shown = run("show", "tests", "--format", "json", at=tmp_path).document
    log = run("log", "tests", "--format", "json", at=tmp_path).document
    assert (shown["history"], shown["events"]) == ("full", log["events"])
    assert [event["kind"] for event in shown["events"]] == ["added", "state"]
    text = run("show", "tests", at=tmp_path).out
    assert f"      state status: open → done  ({commit[:12]} #12)" in text.splitlines()


def test_show_in_a_shallow_clone_requires_no_history(tmp_path: Path) -> None:
    """With `--no-history`, the text says that the clone is shallow, and has a hint."""
    lay_out(tmp_path / "whole", SMALL)
    repository = RepoBuilder(tmp_path / "whole")
    repository.commit("begin")
    repository.commit("again")
    repository.git("clone", "--quiet", "--depth=1", f"file://{tmp_path / 'whole'}", str(tmp_path / "part"))
    refused = run("show", "tests", at=tmp_path / "part")
    assert (refused.code, refused.out) == (2, "")
    assert "this clone is shallow" in refused.err
    ran = run("show", "tests", "--no-history", at=tmp_path / "part")
    assert (ran.code, ran.err) == (0, "")
    assert "No history: this clone is shallow" in ran.out
    assert "git fetch --unshallow" in ran.out
    shown = run("show", "tests", "--no-history", "--format", "json", at=tmp_path / "part").document
    assert (shown["history"], shown["events"]) == ("none", [])


def test_show_accepts_every_ref_in_the_status_document(tmp_path: Path) -> None:
    """Show accepts the references of all blockers, contradictions and sign-offs, also of a phase with a false claim."""
    phases = "before:\n  declared: ✅\n  title: Before\n  gate: go\nfallback:\n  title: F\n  gate: none\n"
    section = "code:\n  title: Code\n  phase: before\n  items:\n    lint:\n      status: open\n      title: Lint\n"
    lay_out(tmp_path, Files(release=write_release(section, phases=phases)))
    (release,) = run("status", "--format", "json", at=tmp_path).document["releases"]
    refs = [row["ref"] for row in (*release["blockers"], *release["contradictions"], *release["signoffs"])]
    assert {ref: run("show", ref, at=tmp_path).err for ref in refs} == dict.fromkeys(refs, "")


def test_show_of_a_system_lists_all_its_releases(tmp_path: Path) -> None:
    """The name of a system never means its only open release."""
    lay_out(tmp_path, Files(release=SMALL.release, others=OLD))
    document = run("show", "shop", "--format", "json", *AS_OF, at=tmp_path).document
    assert (document["ref"], document["kind"]) == ("shop", "system")
    assert document["entry"] == {
        "id": "shop",
        "name": "Shop",
        "summary": None,
        "repository": None,
        "releases": {
            "v0": {"verdict": "NO-GO", "outcome": "deployed", "settled": 0, "total": 1},
            "v1": {"verdict": "NO-GO", "outcome": None, "settled": 1, "total": 3},
        },
    }
    lines = run("show", "shop", *AS_OF, at=tmp_path).out.splitlines()
    assert [line.split("  ")[1] for line in lines if line.endswith(" settled") and "/" in line] == [
        "shop/v1",
        "shop/v0",
    ]


def test_show_of_a_release_prints_a_summary(tmp_path: Path) -> None:
    """The summary has each phase with its open entries, blockers, sign-offs and last events; `--all` has every key."""
    lay_out(tmp_path, SMALL)
    RepoBuilder(tmp_path).commit("begin")
    lines = run("show", "shop/v1", *AS_OF, at=tmp_path).out.splitlines()
    assert lines[0] == "NO-GO  shop/v1  1 of 3 settled"
    assert "      Before (before): 1 of 3 settled; left: tests, cto" in lines
    assert "  Sign-offs, 0 of 1 valid:" in lines
    assert [line for line in lines if line.endswith(" events, the last 3:")]
    assert "Everything: gonogo show shop/v1 --all; its events: gonogo log shop/v1" in lines
    whole = run("show", "shop/v1", "--all", *AS_OF, at=tmp_path).out.splitlines()
    assert (whole[0], "  verdict: NO-GO" in whole, "History:" in whole) == ("shop/v1  (release)", True, True)


@pytest.mark.parametrize("command", ["show", "status"])
def test_show_and_status_accept_the_path_of_a_release(command: str, tmp_path: Path) -> None:
    """Show and status accept the path of a release file, which shells complete."""
    lay_out(tmp_path, SMALL)
    named = run(command, "shop/v1", *AS_OF, at=tmp_path)
    assert named.code == 0
    assert run(command, "checklists/shop/v1.yml", *AS_OF, at=tmp_path) == named


def test_show_of_a_missing_file_suggests_a_release(tmp_path: Path) -> None:
    """The path of a missing release is an unknown name."""
    lay_out(tmp_path, SMALL)
    ran = run("show", "checklists/shop/v2.yml", at=tmp_path)
    assert (ran.code, ran.err) == (
        2,
        'gonogo: "checklists/shop/v2.yml" does not exist\nhelp: did you mean "shop/v1"?\n',
    )
