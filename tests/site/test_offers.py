"""An open entry offers its line, the forge's editor and a command; other entries offer nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

import pytest

from building import Files, lay_out, signed, write_release
from cli.running import run
from gonogo.pipelines.site_build import SiteOptions, build_site
from gonogo.site.forge import Forge
from hostile import write_hostile_project
from planned import write_planned_project
from repository import RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

AS_OF = datetime(2026, 2, 27, 17, tzinfo=UTC)
FILE = "checklists/shop/v1.yml"
_OFFER = re.compile(
    r'<(?:div|tr role="row"|li|h3) id="(?P<entry>[\w-]+)"|<details class="gonogo-do"(?P<attributes>[^>]*)><summary>'
    r"(?P<verb>\w+): <code>(?P<key>\w+):</code> in line (?P<line>\d+)</summary>(?P<rest>.*?)</details>",
    re.DOTALL,
)


class Shown(NamedTuple):
    """The offer for an entry: line number, line, command, editor or path, and whether it is open."""

    line: int
    lines: str
    command: str
    place: str
    is_open: bool


def read_offers(sources: Mapping[str, str]) -> dict[str, Shown]:
    """Every offer on the pages, by the id of its entry."""
    offers = {}
    for source in sources.values():
        entry = ""
        for match in _OFFER.finditer(source):
            entry = match["entry"] or entry
            if match["rest"] is None:
                continue
            texts = [unescape(text) for text in re.findall(r"<pre>(.*?)</pre>", match["rest"], re.DOTALL)]
            command = next((text for text in texts if text.startswith("gonogo ")), "")
            place = re.search(r'<a href="([^"]*)">|<code>([^<]*)</code>', match["rest"])
            assert place
            offers[entry] = Shown(
                int(match["line"]),
                next((text for text in texts if text != command), ""),
                command,
                place[1] or place[2],
                " open" in match["attributes"],
            )
    return offers


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_planned_project(tmp_path_factory.mktemp("planned"))


def offers_of(root: Path) -> dict[str, Shown]:
    return read_offers(build_site(root, AS_OF, SiteOptions()).sources)


@pytest.mark.parametrize(
    ("entry", "lines", "command"),
    [
        pytest.param("load", "status: done", "gonogo done {}", id="item"),
        pytest.param("pentest", "status: done", "gonogo done {}", id="blocked"),
        pytest.param("backup-files", "status: done", "gonogo done {}", id="item-below-another"),
        pytest.param("staffed", "status: met", "gonogo mark met {}", id="criterion"),
        pytest.param("slow", "status: clear", "gonogo mark clear {}", id="trigger"),
        pytest.param("outage", "", "", id="trigger-that-has-fired"),
        pytest.param("switch", "status: done", "gonogo done {}", id="step"),
        pytest.param("done-notice", "status: done", "gonogo done {}", id="notice"),
        pytest.param("error-rate", "observed: ", "gonogo observe {} VALUE", id="metric"),
        pytest.param("mood", "observed: met", "gonogo observe {} met", id="metric-in-words"),
        pytest.param("cto", "", "gonogo mark go {}", id="sign-off-that-waits"),
    ],
)
def test_open_entry_offers_line_and_command(planned: Path, entry: str, lines: str, command: str) -> None:
    """An open entry offers its line as in the file and its command; without a forge, the path replaces the editor."""
    offer = offers_of(planned)[entry]
    written = (planned / FILE).read_text(encoding="utf-8").split("\n")[offer.line - 1]
    indent = " " * (len(written) - len(written.lstrip()))
    full = re.fullmatch(r'[^"]*("shop/v1#[\w-]+/[\w-]+")?.*', offer.command)
    assert full
    assert (offer.lines, offer.command, offer.place, offer.is_open) == (
        lines and f"{indent}{lines}",
        command.format(full[1]),
        f"{FILE}:{offer.line}",
        False,
    )
    assert not full[1] or full[1].endswith(f'/{entry}"')


def test_open_entry_offers_the_negative_answer(planned: Path) -> None:
    """A trigger and a sign-off also show the command for the negative answer."""
    sources = build_site(planned, AS_OF, SiteOptions()).sources
    refusals = [
        unescape(text) for source in sources.values() for text in re.findall(r"Otherwise: <code>(.*?)</code>", source)
    ]
    assert sorted(refusals) == [
        'gonogo mark fired "shop/v1#when-back/slow" --note WHY',
        'gonogo mark no-go "shop/v1#approvals/cto" --reason WHY',
    ]


def test_entry_without_a_useful_line_offers_nothing(planned: Path) -> None:
    """Settled, derived, waiting and decided entries, and entries of closed releases, offer nothing."""
    offered = set(offers_of(planned))
    assert offered == {
        *("load", "pentest", "backup-files", "staffed", "outage", "cto", "backup", "switch", "smoke", "errors"),
        *("done-notice", "error-rate", "mood", "slow", *(entry for entry in offered if entry in _steps(planned))),
    }


def _steps(root: Path) -> set[str]:
    """The open steps of the procedure at the end of the file."""
    text = (root / FILE).read_text(encoding="utf-8").partition("\n  back:")[2]
    return set(re.findall(r"^      ([\w-]+):\n        status: open", text, re.MULTILINE))


def test_offered_line_and_command_change_the_file_equally(planned: Path, tmp_path: Path) -> None:
    """For every entry with a state word, the offered line and the offered command write the same content."""
    offers = {
        entry: offer for entry, offer in offers_of(planned).items() if offer.lines and "VALUE" not in offer.command
    }
    assert len(offers) > 8
    for entry, offer in offers.items():
        project = write_planned_project(tmp_path / entry)
        lines = (project / FILE).read_text(encoding="utf-8").split("\n")
        lines[offer.line - 1] = offer.lines
        words = offer.command.replace('"', "").split()[1:]
        assert run("-C", project, *words).code == 0, offer.command
        assert (project / FILE).read_text(encoding="utf-8") == "\n".join(lines)


def test_expired_waiver_offers_only_the_command(tmp_path: Path) -> None:
    """An ended waiver offers only the command, because the line would leave the waiver in a completed item."""
    root = write_planned_project(tmp_path)
    file = root / FILE
    file.write_text(
        file.read_text(encoding="utf-8").replace("until: 2026-03-15", "until: 2026-02-01"), encoding="utf-8"
    )
    offer = offers_of(root)["translations"]
    assert (offer.lines, offer.command) == ("", 'gonogo done "shop/v1#code/translations"')


_READY = """\
      qa-lead:
        decision:
        by:
        title: QA
        covers: [code/tests]
"""


def _with_ready_slot(root: Path, holders: str = "[bob]") -> Path:
    write_planned_project(root)
    file, roles = root / FILE, root / "checklists/shop/roles.yml"
    text = file.read_text(encoding="utf-8")
    begin = text.index("      qa-lead:\n        decision")
    file.write_text(text[:begin] + _READY + text[text.index("      cto:\n") :], encoding="utf-8")
    roles.write_text(roles.read_text(encoding="utf-8").replace("[bob]", holders), encoding="utf-8")
    return root


@pytest.mark.parametrize(("holders", "by"), [("[bob]", " bob"), ("[bob, eve]", "")])
def test_ready_slot_offers_its_lines(tmp_path: Path, holders: str, by: str) -> None:
    """A ready slot has an open offer with its lines, and with the holder's id if there is exactly one."""
    offer = offers_of(_with_ready_slot(tmp_path, holders))["qa-lead"]
    assert offer.lines == f"        decision: go\n        by:{by}\n        on: 2026-02-27"
    assert (offer.command, offer.is_open) == ('gonogo mark go "shop/v1#approvals/qa-lead"', True)


@pytest.mark.parametrize("folder", ["", "deep down/ops #1"], ids=["top", "subfolder"])
@pytest.mark.parametrize(
    ("forge", "edit", "blob"),
    [
        ("https://github.com/a/b", "edit/rel%231/x", "blob/rel%231/x"),
        ("https://gitlab.com/a/b.git", "-/edit/rel%231/x", "-/blob/rel%231/x"),
        ("https://codeberg.org/a/b", "_edit/rel%231/x", "src/branch/rel%231/x"),
    ],
    ids=["github", "gitlab", "forgejo"],
)
def test_offer_and_finding_link_to_the_main_branch(
    tmp_path: Path, folder: str, forge: str, edit: str, blob: str
) -> None:
    """Links have the escaped main branch and path, and a finding also links to its entry."""
    root = write_planned_project(tmp_path / folder) if folder else write_planned_project(tmp_path)
    policy = root / "checklists/policy.yml"
    policy.write_text(
        f'{policy.read_text(encoding="utf-8")}main: "rel#1/x"\nforge: {forge}\naudience: internal\n', "utf-8"
    )
    builder = RepoBuilder(tmp_path)
    builder.commit()
    builder.git("branch", "rel#1/x")
    sources = build_site(root, AS_OF, SiteOptions()).sources
    offer = read_offers(sources)["load"]
    base = forge.removesuffix(".git")
    place = f"{'deep%20down/ops%20%231/' if folder else ''}{FILE}"
    assert offer.place == f"{base}/{edit}/{place}#L{offer.line}"
    lines = set(
        re.findall(
            rf'<a href="{re.escape(f"{base}/{blob}/{place}")}#L(\d+)">(?:line |{FILE}:)(\d+)</a>',
            sources["findings/index.md"],
        )
    )
    assert lines
    assert all(fragment == number for fragment, number in lines)
    assert '<a href="../shop/v1/before/#pentest">Penetration test passed</a>' in sources["findings/index.md"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/a/b", "GitHub"),
        ("https://gitlab.example.org/a/b", "GitLab"),
        ("https://codeberg.org/a/b", "Codeberg"),
        ("https://git.example.org/a/b", "git.example.org"),
    ],
)
def test_offer_names_the_forge(tmp_path: Path, url: str, name: str) -> None:
    """The link of an offer has the name of the forge, or the address of an unknown host."""
    root = write_planned_project(tmp_path)
    policy = root / "checklists/policy.yml"
    policy.write_text(f"{policy.read_text(encoding='utf-8')}forge: {url}\n", encoding="utf-8")
    RepoBuilder(root).commit()
    assert f">Edit on {name}</a>" in build_site(root, AS_OF, SiteOptions()).sources["shop/v1/before/index.md"]


def test_forge_without_an_address_has_no_links() -> None:
    """Without an address, all links are empty."""
    assert (Forge().edit_line("main", "a", 1), Forge().branch_line("main", "a", 1)) == ("", "")


def test_private_id_has_no_command(tmp_path: Path) -> None:
    """On a public site, an entry with a replaced id has no command, because commands do not know the id."""
    root = write_planned_project(tmp_path)
    policy, file = root / "checklists/policy.yml", root / FILE
    policy.write_text(f"{policy.read_text(encoding='utf-8')}audience: public\n", encoding="utf-8")
    file.write_text(
        file.read_text(encoding="utf-8").replace("      load:\n", "      call-1-555-0100:\n"), encoding="utf-8"
    )
    offers = offers_of(root)
    concealed = [offer for entry, offer in offers.items() if entry.startswith("not-public-")]
    assert [(offer.lines, offer.command) for offer in concealed] == [("        status: done", "")]
    assert offers["pentest"].command == 'gonogo done "shop/v1#safety/pentest"'
    assert "555-0100" not in "".join(map(str, offers.values()))


def test_private_file_name_has_no_offers(tmp_path: Path) -> None:
    """On a public site, entries in a file with a private name have no offers."""
    root = write_planned_project(tmp_path)
    policy, file = root / "checklists/policy.yml", root / FILE
    policy.write_text(f"{policy.read_text(encoding='utf-8')}audience: public\n", encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace("release: v1", "release: v1-555-0100"), encoding="utf-8")
    file.rename(file.with_name("v1-555-0100.yml"))
    assert offers_of(root) == {}


def test_offer_contains_no_user_text(tmp_path: Path) -> None:
    """An offer has only ids, state words and paths."""
    offers = offers_of(write_hostile_project(tmp_path))
    assert offers
    assert not any(sign in str(offer) for offer in offers.values() for sign in ("script", "hostile7", "{{", "$("))


@pytest.mark.parametrize("status", ["open", "done"])
def test_command_includes_required_evidence(tmp_path: Path, status: str) -> None:
    """If evidence is required, an entry without it offers only the command with `--evidence`."""
    code = f"""
code:
  title: Code
  phase: before
  requires: evidence
  items:
    lint:
      status: {status}
      title: Lint is clean
"""
    lay_out(tmp_path, Files(release=write_release(signed(code))))
    shown = offers_of(tmp_path)["lint"]
    assert (shown.lines, shown.command) == ("", 'gonogo done "shop/v1#code/lint" --evidence LINK')
