"""No output contains a value that looks like a secret, from current or past files; pages name its place."""

from __future__ import annotations

import gzip
import re
import sqlite3
import zlib
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

import pytest

from building import PEOPLE, POLICY, RELEASE, SYSTEM, tidy
from built_site import broken_links, build, read_pages
from cli.running import run
from gonogo.core.secrets import HIDDEN
from gonogo.reporting import FORMATS
from past import FILES, build_past, write_items
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# invented values in the formats of the issuers
_FILLER = "a1B2c3D4e5" * 6
_PEM = "-----BEGIN PRIVATE KEY-----|{secret}|MIIEvQIBADANBgkqhkiG9w0BAQEF|-----END PRIVATE KEY-----"
KINDS = {
    "password": "password: {secret}",
    "passphrase": "Passphrase={secret}",
    "api key": "api_key = {secret}",
    "token in an address": "https://ci.example.com/?token={secret}",
    "link with a password": "https://deploy:{secret}@ci.example.com/run",
    "AWS key": "uses AKIA{number:02}EXAMPLEEXAMPLE now",
    "GitHub token": f"ghp_{{secret}}{_FILLER[:36]}",
    "GitLab token": f"glpat-{{secret}}{_FILLER[:20]}",
    "Slack token": f"xoxb-{{secret}}{_FILLER[:20]}",
    "Google key": f"AIza{{secret}}{_FILLER[:21]}",
    "Stripe key": f"sk_live_{{secret}}{_FILLER[:24]}",
    "JSON Web Token": f"eyJ{_FILLER[:12]}.eyJ{{secret}}.{_FILLER[:12]}",
}


def _secret(number: int) -> str:
    return f"Tr0ub4dor{number:02}xyz"


class _Place(NamedTuple):
    """Lines of the item `item-N` with a secret; no output may contain `{secret}`."""

    lines: str


PLACES = {
    **{f"a note with a {kind}": _Place(f'note: "{text}"') for kind, text in KINDS.items()},
    "a private key": _Place("note: |\n  " + _PEM.replace("|", "\n  ")),
    "a private key without an end": _Place("note: |\n  -----BEGIN RSA PRIVATE KEY-----\n  {secret}"),
    "a list of evidence": _Place("evidence:\n  - https://deploy:{secret}@ci.example.com/run\n  - docs/a.md"),
    "a state": _Place('status: "token={secret}"'),
    "an unknown key": _Place("password: {secret}"),
    "a key in an unknown mapping": _Place("login:\n  name: ann\n  password: {secret}"),
    "a key with a list": _Place("password: [{secret}]"),
    "a key with a text of several lines": _Place("token: |\n  {secret}"),
    "a key of several lines": _Place('? "password:\n  {secret}"\n: x'),
    "a key that is a secret": _Place('"token={secret}": x'),
    "escapes": _Place('note: "pass\\x77ord:\\u0020{secret}"'),
    "an invisible character": _Place("note: 'pass\u200bword: {secret}'"),
    "a nested list": _Place("note: [[{{password: {secret}}}]]"),
    "a folded text": _Place("note: >-\n  the password:\n  {secret}"),
}
# further places, numbered after the items
_OTHERS = (
    "title",
    "name of a person",
    "address of the project",
    "channel",
    "item without keys",
    "section without keys",
    "comment",
    "broken version",
    "file name",
    "name of a folder",
    "subject",
    "body",
    "trailer",
    "key of a trailer",
    "author",
    "title of a release that went",
    "private key in a message",
)
NUMBERS = {name: number for number, name in enumerate((*PLACES, *_OTHERS), 10)}


def _of(name: str) -> str:
    return _secret(NUMBERS[name])


def _write_leaking() -> str:
    """A release with a secret in every place of an item, a section and a title."""
    head, _, _ = write_items([]).partition("    items:")
    lines = ["    items:"]
    for name, place in PLACES.items():
        number = NUMBERS[name]
        filled = place.lines.format(secret=_secret(number), number=number)
        lines += [f"      item-{number}:", *(f"        {line}" for line in filled.split("\n"))]
        lines += [f"        title: Item {number}", *([] if "status:" in filled else ["        status: open"])]
    lines.append(f"      password: {_of('item without keys')}")
    lines.append(f"  secret: {_of('section without keys')}")
    title = f'title: "token: {_of("title")}"'
    return f"# password: {_of('comment')}\n{head}".replace("title: Checklist", title) + "\n".join(lines) + "\n"


V1, V2 = "checklists/shop/v1.yml", "checklists/shop/v2.yml"
NAMED = f"checklists/shop/token={_of('file name')}.yml"
FOLDER = f"checklists/glpat-{_of('name of a folder').lower()}{'a1b2c3d4e5' * 2}/v1.yml"
CLEAN = write_items(["open"] * 3)
GONE = RELEASE.replace("release: v1", "release: v2")
MESSAGE = f"""Deploy with password: {_of("subject")}

The api_key={_of("body")} works.

Token: {_of("trailer")}
glpat-{_of("key of a trailer").lower()}{_FILLER[:20]}: x
"""
KEY = f"""-----BEGIN PRIVATE KEY-----
{_of("private key in a message")}

{_of("private key in a message")}
-----END PRIVATE KEY-----
"""
LEAKING = {
    V1: _write_leaking(),
    V2: GONE.replace("title: Checklist", f'title: "password={_of("title of a release that went")}"'),
    NAMED: CLEAN,
    FOLDER: CLEAN,
    "checklists/people.yml": tidy(PEOPLE).replace("Bob Baker", f'"Bob, token: {_of("name of a person")}"'),
    "checklists/policy.yml": tidy(POLICY) + f"forge: https://ann:{_of('address of the project')}@example.com/a\n",
    "checklists/shop/system.yml": tidy(SYSTEM).replace('"#ops"', f'"api-key:{_of("channel")}"'),
}
FIRST = Made("first", {**FILES, V1: CLEAN})
LEAK = Made("leak", LEAKING, MESSAGE, author=f"token={_of('author')} <zoe@elsewhere.example>".encode())
BROKEN = Made("broken", {V1: f"a: [\n# password: {_of('broken version')}\n  {{"}, KEY)
AGAIN = Made("again", {V1: LEAKING[V1]})
OUT = Made("out", {**{path: FILES.get(path) for path in LEAKING}, V1: CLEAN})
MOMENTS = {
    "secrets in current files": (FIRST, LEAK, BROKEN, AGAIN),
    "secrets in past files": (FIRST, LEAK, BROKEN, AGAIN, OUT),
}


def _leaks(content: str | bytes) -> list[str]:
    """The places whose secret the content contains."""
    text = (content if isinstance(content, str) else content.decode("utf-8", "replace")).lower()
    found = [name for name, number in NUMBERS.items() if _secret(number).lower() in text]
    further = {"AKIA": f"AKIA{NUMBERS['a note with a AWS key']}EXAMPLE", "key": "MIIEvQIBADANBgkqhkiG9w0BAQEF"}
    return found + [name for name, part in further.items() if part.lower() in text]


@pytest.fixture(scope="module", params=MOMENTS.values(), ids=MOMENTS)
def leaking(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with secrets in every place of its current or past files."""
    root = tmp_path_factory.mktemp("leaking")
    repository = RepoBuilder(root)
    repository.load(*request.param)
    repository.git("checkout", "--quiet", "--force", "main")
    return root


COMMANDS = [
    *(("log", "--format", form) for form in ("text", "json", "csv")),
    ("log", "shop/v1", "--at", "HEAD~1"),
    *(("show", "shop/v1", "--format", form) for form in ("text", "json")),
    *(("status", "--format", form) for form in ("text", "json")),
    ("status", "--at", "HEAD~1"),
    *(("next", "--format", form) for form in ("text", "json")),
    *(("check", "--format", form) for form in FORMATS),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_command_prints_no_secret(words: tuple[str, ...], leaking: Path) -> None:
    """No command prints a secret in any format, whether current or past files contain it."""
    ran = run(*words, "--as-of", "2026-06-01T08:00Z", at=leaking)
    assert ran.code in (0, 1), ran.err
    assert _leaks(ran.out + ran.err) == []


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            name = str(file.relative_to(folder))
            yield name, name.encode() + (gzip.decompress(content) if file.suffix == ".gz" else content)


def test_site_contains_no_secret(leaking: Path, tmp_path: Path) -> None:
    """Pages, the search index, the feed, tables and compressed files are free of secrets."""
    result = build(leaking, tmp_path / "site")
    assert result.returncode == 0, result.stderr
    assert _leaks(result.stdout + result.stderr) == []
    assert {name: found for name, content in _contents(tmp_path / "site") if (found := _leaks(content))} == {}
    assert broken_links(tmp_path / "site", read_pages(tmp_path / "site")) == []


def test_cache_contains_no_secret(leaking: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets are hidden before storing, and the output with a cache equals the output without a cache."""
    monkeypatch.setenv("GONOGO_CACHE", "")
    plain = [run("log", "--format", "json", "--as-of", "2026-06-01", "--at", at, at=leaking).out for at in _REVISIONS]
    monkeypatch.setenv("GONOGO_CACHE", str(tmp_path))
    for _ in range(2):
        kept = [
            run("log", "--format", "json", "--as-of", "2026-06-01", "--at", at, at=leaking).out for at in _REVISIONS
        ]
        assert kept == plain
    build_past(leaking)
    (file,) = tmp_path.iterdir()
    with sqlite3.connect(file) as store:
        rows = store.execute("SELECT kind, id, value FROM entries").fetchall()
    store.close()
    assert len(rows) >= 3
    for kind, key, value in rows:
        assert _leaks(f"{kind} {key}".encode() + zlib.decompress(value[16:])) == []


_REVISIONS = ("HEAD~2", "HEAD~1", "HEAD")


def _notices(source: str) -> list[str]:
    """The rows of the notice on a page as text."""
    found = re.search(r'<div class="gonogo-fact gonogo-bad"[^>]*><strong>Revoke.*?</div>', source, re.DOTALL)
    rows = re.findall(r"<li>(.*?)</li>", found[0], re.DOTALL) if found else []
    return [unescape(re.sub("<[^>]+>", "", row)) for row in rows]


def _commit_one(root: Path, *made: Made) -> dict[str, str]:
    repository = RepoBuilder(root)
    oids = repository.load(FIRST, *made)
    repository.git("checkout", "--quiet", "--force", "main")
    return {name: oid[:7] for name, oid in oids.items()}


NOTED = CLEAN.replace("title: Item 1\n", f'title: Item 1\n        note: "password: {_of("title")}"\n')
CHANGED = NOTED.replace("password: ", "the old password: ")
MOVED = CLEAN.replace("title: Item 1\n", "title: Item 1\n        note: in the vault\n")
WHERE = "note of shop/v1#s/item-1"
NOTICES = [
    pytest.param((Made("in", {V1: NOTED}),), [f"{WHERE}: since [in], and still there"], id="still in the file"),
    pytest.param((Made("in", {V1: NOTED}), Made("out", {V1: CLEAN})), [f"{WHERE}: from [in] to [out]"], id="removed"),
    pytest.param(
        (Made("in", {V1: NOTED}), Made("out", {V1: MOVED})), [f"{WHERE}: from [in] to [out]"], id="another text"
    ),
    pytest.param(
        (Made("in", {V1: NOTED}), Made("change", {V1: CHANGED}), Made("out", {V1: CLEAN})),
        [f"{WHERE}: from [in] to [out]"],
        id="changed in between",
    ),
    pytest.param(
        (Made("in", {V1: NOTED}), Made("out", {V1: CLEAN}), Made("back", {V1: NOTED})),
        [f"{WHERE}: since [back], and still there", f"{WHERE}: from [in] to [out]"],
        id="added twice",
    ),
    pytest.param(
        (Made("in", {V1: NOTED}), Made("broken", {V1: "a: [\n"}), Made("out", {V1: CLEAN})),
        [f"{WHERE}: from [in] to [out]"],
        id="with a broken version",
    ),
    pytest.param((Made("in", {V1: NOTED}), Made("gone", {V1: None})), [f"{WHERE}: from [in] to [gone]"], id="deleted"),
    pytest.param(
        (Made("m", {V1: MOVED}, "Use token=Tr0ub4dor3xyz"),),
        ["the message or the author of a commit: [m]"],
        id="a message",
    ),
    pytest.param(
        (
            Made("side", {V1: MOVED}),
            Made("main", {V2: GONE}, parents=("first",)),
            Made("merge", {V1: MOVED}, "Merge: token=Tr0ub4dor3xyz", parents=("main", "side")),
        ),
        ["the message or the author of a commit: [merge]"],
        id="the message of a merge that changes nothing itself",
    ),
    pytest.param((Made("no", {V1: MOVED}),), [], id="no secret"),
    pytest.param(
        (Made("no", {V1: CLEAN.replace("title: Item 1\n", "title: 'Token: rotate all API tokens'\n")}),),
        [],
        id="a title about tokens",
    ),
]


@pytest.mark.parametrize(("made", "expected"), NOTICES)
def test_pages_name_the_commits_of_a_secret(made: tuple[Made, ...], expected: list[str], tmp_path: Path) -> None:
    """Audit trails and findings list the secrets to revoke with their first and last commits, newest first."""
    oids = _commit_one(tmp_path, *made)
    rows = [re.sub(r"\[(\w+)\]", lambda match: f"{oids[match[1]]} (1 Jan 2026)", row) for row in expected]
    site = build_past(tmp_path)
    pages = ["audit/index.md", "findings/index.md", *(["shop/v1/audit/index.md"] if "gone" not in oids else [])]
    assert [_notices(site.sources[page]) for page in pages] == [rows] * len(pages)


def test_notice_about_secrets_has_at_most_twenty_rows(tmp_path: Path) -> None:
    """The notice has at most twenty rows, and the number of further secrets."""
    items = write_items(["open"] * 30)
    leaking = re.sub(r"title: Item (\d+)", r'title: Item \1\n        note: "token: Tr0ub4dor\1xyz"', items)
    _commit_one(tmp_path, Made("in", {V1: leaking}))
    rows = _notices(build_past(tmp_path).sources["audit/index.md"])
    assert (len(rows), rows[-1]) == (21, "and 10 more")


@pytest.mark.parametrize("reference", ["", "shop/v1", "shop/v1#s/item-1"])
def test_log_ends_with_the_number_of_hidden_values(reference: str, tmp_path: Path) -> None:
    """The last line of the log has the number of hidden values, and asks to revoke them."""
    _commit_one(tmp_path, Made("in", {V1: NOTED}), Made("out", {V1: CLEAN}))
    lines = run("log", *filter(None, [reference]), at=tmp_path).out.splitlines()
    assert (
        lines[-1] == "2 values are hidden: they look like a password or token; revoke them, because history keeps them"
    )
    assert sum(HIDDEN in line for line in lines) == 2


@pytest.mark.parametrize("value", ["", '""', "x"])
def test_only_secret_is_a_key(value: str, tmp_path: Path) -> None:
    """The name of a key is hidden even if no other string of the history is a secret, and the key has no value."""
    secret = KINDS["GitHub token"].format(secret=_secret(10))
    _commit_one(tmp_path, Made("in", {V1: MOVED + f"{secret}: {value}\n"}), Made("out", {V1: MOVED}))
    for form in ("text", "json", "csv"):
        assert _secret(10) not in run("log", "--format", form, at=tmp_path).out
    assert HIDDEN in run("log", "--format", "json", at=tmp_path).out


def test_log_without_secrets_does_not_mention_hidden_values(tmp_path: Path) -> None:
    """If no value is hidden, log does not mention hidden values."""
    _commit_one(tmp_path, Made("no", {V1: MOVED}))
    assert "hidden" not in run("log", at=tmp_path).out


def test_hidden_secret_does_not_affect_attribution(tmp_path: Path) -> None:
    """The page shows author and commit of an answer, even if the entry had a secret before."""
    done = MOVED.replace("item-1:\n        status: open", "item-1:\n        status: done")
    made = (Made("in", {V1: NOTED}), Made("out", {V1: MOVED}), Made("done", {V1: done}))
    oids = _commit_one(tmp_path, *made)
    (page,) = (text for path, text in build_past(tmp_path).sources.items() if path.startswith("shop/v1/before"))
    assert re.search(rf'id="item-1".*Ann Archer.*{oids["done"]}', page, re.DOTALL)
    assert "is not committed" not in page
