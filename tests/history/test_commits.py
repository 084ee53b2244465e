"""`read_commits` and other queries of the store, in repositories that git created."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from gonogo.model.commits import Commit, FileChange, FileVersion, Ident
from gonogo.source.git.store import GitStore, open_store
from repository import FILE, LINK, PROGRAM, START, SUBMODULE, Entry, Made, RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

V1, V2 = "checklists/shop/v1.yml", "checklists/shop/v2.yml"
TEXT = "".join(f"line {number}\n" for number in range(40))
EDITED = TEXT.replace("line 3\n", "line three\n")
OTHER = TEXT.replace("line 30\n", "line thirty\n")
BOTH = EDITED.replace("line 30\n", "line thirty\n")
ROOT = Made("root", {V1: TEXT})
COMMIT = "1" * 40


def read(root: Path) -> dict[str, Commit]:
    """Every commit that changes the checklists, by its subject."""
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        return {commit.subject: commit for commit in store.read_commits(store.head)}


def shown(commit: Commit) -> list[tuple[str, ...]]:
    """The changes as short tuples: status, the former path if it differs, the path, and the modes."""
    changes = []
    for change in commit.changes:
        modes = [one.mode if one else "-" for one in (*change.before, change.after)]
        changes.append((change.status, *([change.old_path] if change.old_path else []), change.path, " ".join(modes)))
    return changes


PLAIN = f"{FILE} {FILE}"
MERGED = f"{FILE} {FILE} {FILE}"
FORK = (ROOT, Made("left", {V1: EDITED}), Made("right", {V1: OTHER}, parents=("root",)))

GOLDEN: dict[str, tuple[tuple[Made, ...], dict[str, list[tuple[str, ...]]]]] = {
    "linear": (
        (ROOT, Made("edit", {V1: EDITED})),
        {"root": [("A", V1, f"- {FILE}")], "edit": [("M", V1, PLAIN)]},
    ),
    "commit-outside-the-checklists-and-empty-commit": (
        (ROOT, Made("code", {"src/a.py": "pass"}), Made("empty")),
        {"root": [("A", V1, f"- {FILE}")]},
    ),
    "revert": (
        (ROOT, Made("edit", {V1: EDITED}), Made('Revert "edit"', {V1: TEXT})),
        {"edit": [("M", V1, PLAIN)], 'Revert "edit"': [("M", V1, PLAIN)]},
    ),
    "rebase-twins": (
        (
            ROOT,
            Made("left", {V1: EDITED}),
            Made("twin", {V1: EDITED}, parents=("root",)),
            Made("merge", parents=("left", "twin")),
        ),
        {"left": [("M", V1, PLAIN)], "twin": [("M", V1, PLAIN)]},
    ),
    "merge-of-both-sides": (
        (*FORK, Made("merge", {V1: BOTH}, parents=("left", "right"))),
        {"left": [("M", V1, PLAIN)], "right": [("M", V1, PLAIN)], "merge": [("MM", V1, MERGED)]},
    ),
    "merge-without-fast-forward-has-no-own-change": (
        (ROOT, Made("left", {V1: EDITED}), Made("merge", {V1: EDITED}, parents=("root", "left"))),
        {"left": [("M", V1, PLAIN)], "merge": []},
    ),
    "merge-with-strategy-ours-has-no-change": (
        (*FORK, Made("merge", parents=("left", "right"))),
        {"left": [("M", V1, PLAIN)], "right": [("M", V1, PLAIN)], "merge": []},
    ),
    "evil-merge-adds-and-deletes": (
        (*FORK, Made("merge", {V1: None, V2: "new"}, parents=("left", "right"))),
        {"merge": [("DD", V1, f"{FILE} {FILE} -"), ("AA", V2, f"- - {FILE}")]},
    ),
    "octopus": (
        (
            *FORK,
            Made("third", {V2: "x"}, parents=("root",)),
            Made("merge", {V1: BOTH, V2: "x"}, parents=("left", "right", "third")),
        ),
        {"third": [("A", V2, f"- {FILE}")], "merge": [("MMM", V1, f"{FILE} {FILE} {FILE} {FILE}")]},
    ),
    "criss-cross": (
        (
            *FORK,
            Made("one", {V1: BOTH}, parents=("left", "right")),
            Made("two", {V1: BOTH}, parents=("right", "left")),
            Made("edit", {V1: TEXT}, parents=("one",)),
            Made("merge", {V1: TEXT}, parents=("edit", "two")),
        ),
        {"one": [("MM", V1, MERGED)], "two": [("MM", V1, MERGED)], "edit": [("M", V1, PLAIN)], "merge": []},
    ),
    "rename": (
        (ROOT, Made("rename", {V1: None, V2: TEXT})),
        {"rename": [("R", V1, V2, PLAIN)]},
    ),
    "rename-and-edit": (
        (ROOT, Made("rename", {V1: None, V2: EDITED})),
        {"rename": [("R", V1, V2, PLAIN)]},
    ),
    "rename-on-one-side-of-a-merge": (
        (
            ROOT,
            Made("left", {V1: EDITED}),
            Made("right", {V1: None, V2: OTHER}, parents=("root",)),
            Made("merge", {V1: None, V2: BOTH}, parents=("left", "right")),
        ),
        {"right": [("R", V1, V2, PLAIN)], "merge": [("RM", V1, V2, MERGED)]},
    ),
    "move-out-of-the-checklists-is-a-deletion": (
        (ROOT, Made("move", {V1: None, "old/v1.yml": TEXT})),
        {"move": [("D", V1, f"{FILE} -")]},
    ),
    "copy-is-a-new-file": (
        (ROOT, Made("copy", {V2: TEXT})),
        {"copy": [("A", V2, f"- {FILE}")]},
    ),
    "deleted-and-back": (
        (ROOT, Made("delete", {V1: None}), Made("back", {V1: TEXT})),
        {"delete": [("D", V1, f"{FILE} -")], "back": [("A", V1, f"- {FILE}")]},
    ),
    "mode": (
        (ROOT, Made("mode", {V1: Entry(TEXT.encode(), PROGRAM)})),
        {"mode": [("M", V1, f"{FILE} {PROGRAM}")]},
    ),
    "symbolic-link": (
        (ROOT, Made("link", {V1: Entry(b"../../etc/passwd", LINK)})),
        {"link": [("T", V1, f"{FILE} {LINK}")]},
    ),
    "submodule": (
        (ROOT, Made("sub", {"checklists/sub": Entry(COMMIT.encode(), SUBMODULE)})),
        {"sub": [("A", "checklists/sub", f"- {SUBMODULE}")]},
    ),
    "strange-names": (
        (
            ROOT,
            Made("names", {f"checklists/{name}": "x" for name in ("a\nb", 'q"\\', "-x", ":100644 ", "\udcff", "é")}),
        ),
        {
            "names": [
                ("A", f"checklists/{name}", f"- {FILE}") for name in ("-x", ":100644 ", "a\nb", 'q"\\', "é", "\udcff")
            ]
        },
    ),
}


@pytest.mark.parametrize(("made", "expected"), GOLDEN.values(), ids=GOLDEN)
def test_commit_has_the_changes_that_git_knows(
    made: tuple[Made, ...], expected: Mapping[str, list[tuple[str, ...]]], tmp_path: Path
) -> None:
    """A commit has the status, paths and modes of its changes for each parent."""
    RepoBuilder(tmp_path).load(*made)
    commits = read(tmp_path)
    assert {name: shown(commits[name]) for name in expected} == expected
    assert commits.keys() <= {one.name for one in made}


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)], ids=["sha-1", "sha-256"])
def test_commit_has_all_fields(options: tuple[str, ...], tmp_path: Path) -> None:
    """A commit has all fields of the record, with both hash algorithms."""
    repo = RepoBuilder(tmp_path, *options)
    message = "edit: one line\n\nWhy.\n\nReviewed-by: Bob <bob@example.com>\nChange: a\n  b\nEmpty:\n"
    ids = repo.load(
        ROOT, Made("edit", {V1: EDITED}, message, author=b"J\xf6rg\xe2\x80\xa8\x0bA. <j@x>", date=f"{START} -0330")
    )
    blobs = [repo.git("rev-parse", f"{ids[name]}:{V1}") for name in ids]
    who = Ident("J\\xf6rg\u2028\x0bA.", "j@x", START, "-0330")
    assert read(tmp_path)["edit: one line"] == Commit(
        oid=ids["edit"],
        parents=(ids["root"],),
        author=who,
        committer=who,
        subject="edit: one line",
        body="Why.\n\nReviewed-by: Bob <bob@example.com>\nChange: a\n  b\nEmpty:\n",
        trailers=(("Reviewed-by", "Bob <bob@example.com>"), ("Change", "a b"), ("Empty", "")),
        changes=(FileChange(V1, "M", (FileVersion(V1, blobs[0], FILE),), FileVersion(V1, blobs[1], FILE)),),
    )


MESSAGES = {
    "several-lines-of-subject": (b"one\ntwo\n\nthree\n", "one two", "three\n"),
    "forged-record": (
        b"a\n\n\n:100644 100644 0 0 M\n" + COMMIT.encode(),
        "a",
        f":100644 100644 0 0 M\n{COMMIT}",
    ),
    "separators": (b"a\x01\x1e\x1f\n\n\x02\x03", "a\x01\x1e\x1f", "\x02\x03"),
    "not-utf-8": (b"caf\xe9\n\n\xff\xfe", "caf\\xe9", "\\xff\\xfe"),
    "text-after-a-nul": (b"a\n\nb\0hidden\0\n:100644", "a", "b"),
    "only-a-nul": (b"\0", "", ""),
    "empty": (b"", "", ""),
}


@pytest.mark.parametrize(("message", "subject", "body"), MESSAGES.values(), ids=MESSAGES)
def test_message_is_read_with_any_bytes(message: bytes, subject: str, body: str, tmp_path: Path) -> None:
    """A message is read as git shows it, up to a NUL, and the commits around it are read correctly."""
    repo = RepoBuilder(tmp_path)
    edit = repo.load(ROOT, Made("edit", {V1: EDITED}))["edit"]
    strange = store_edit(repo, edit, b"A <a@x> 1 +0000", message)
    commits = read(tmp_path)
    assert [one.subject for one in commits.values()] == [subject, "edit", "root"]
    found = commits[subject]
    assert (found.oid, found.body, shown(found)) == (strange, body, [("M", V1, PLAIN)])


DATES = {
    "before-1970": (b"A <a@x> -86400 +0100", Ident("A", "a@x", -86400, "+0100"), datetime(1969, 12, 31, tzinfo=UTC)),
    "beyond-the-calendar": (b"A <a@x> 99999999999999999 +0000", Ident("A", "a@x", 99999999999999999, "+0000"), None),
    "more-digits-than-git-has": (b"A <a@x> 99999999999999999999999 +0000", Ident("A", "a@x", None, ""), None),
    "five-thousand-digits": (b"A <a@x> " + b"9" * 5000 + b" +0000", Ident("A", "a@x", None, ""), None),
    "no-date": (b"A <a@x>", Ident("A", "a@x", None, ""), None),
    "word-for-date": (b"A <a@x> today +0000", Ident("A", "a@x", None, ""), None),
    "zone-of-a-year": (b"A <a@x> 0 +999999", Ident("A", "a@x", 0, "+999999"), datetime(1970, 1, 1, tzinfo=UTC)),
    "no-e-mail": (b"A", Ident("A", "", None, ""), None),
    "empty": (b"", Ident("", "", None, ""), None),
    "empty-name": (b" <> 5 +0000", Ident("", "", 5, "+0000"), datetime(1970, 1, 1, 0, 0, 5, tzinfo=UTC)),
    "two-e-mails": (
        b"A <a@x> <b@x> -5 +0000",
        Ident("A", "a@x", -5, "+0000"),
        datetime(1969, 12, 31, 23, 59, 55, tzinfo=UTC),
    ),
}


@pytest.mark.parametrize(("written", "ident", "moment"), DATES.values(), ids=DATES)
def test_ident_is_read_with_any_bytes(written: bytes, ident: Ident, moment: datetime | None, tmp_path: Path) -> None:
    """Name, e-mail, seconds and zone are read as stored; a malformed date is None."""
    repo = RepoBuilder(tmp_path)
    edit = repo.load(ROOT, Made("edit", {V1: EDITED}))["edit"]
    store_edit(repo, edit, written, b"strange")
    found = read(tmp_path)["strange"]
    assert (found.author, found.author.moment, found.committer.name) == (ident, moment, "C")


def store_edit(repo: RepoBuilder, parent: str, author: bytes, message: bytes) -> str:
    """Stores a commit with exactly these bytes that reverts the edit of `parent`."""
    tree = repo.git("rev-parse", f"{parent}~^{{tree}}").encode()
    head = b"tree %s\nparent %s\nauthor %s\ncommitter C <c@x> 1 +0000\n\n" % (tree, parent.encode(), author)
    return repo.store_commit(head + message)


def test_message_in_another_encoding_is_decoded(tmp_path: Path) -> None:
    """A commit with an encoding header is decoded with this encoding, as git does."""
    repo = RepoBuilder(tmp_path)
    root = repo.load(ROOT)["root"]
    tree = repo.git("rev-parse", f"{root}^{{tree}}").encode()
    repo.store_commit(
        b"tree %s\nauthor J\xf6rg <j@x> 1 +0000\ncommitter C <c@x> 1 +0000\nencoding ISO-8859-1\n\ncaf\xe9" % tree
    )
    assert [(one.author.name, one.subject) for one in read(tmp_path).values()] == [("Jörg", "café")]


def test_blobs_are_read_in_the_requested_order(tmp_path: Path) -> None:
    """Blobs are read in order, with any bytes and repetitions; a long blob is truncated after the size limit."""
    repo = RepoBuilder(tmp_path)
    contents = [b"", b"a\0\n\xff", b"x" * (2 << 20), b"\n" * 3, b"a\0\n\xff"]
    ids = [repo.git("hash-object", "-w", "--stdin", given=content) for content in contents]
    repo.load(ROOT)
    with open_store(tmp_path) as store:
        assert isinstance(store, GitStore)
        found = list(store.read_blobs(ids))
    assert found == [(oid, content[: (1 << 20) + 1]) for oid, content in zip(ids, contents, strict=True)]


def test_reading_can_stop_early(tmp_path: Path) -> None:
    """A caller can stop after the first commit or blob, and the temporary folder is removed afterwards."""
    repo = RepoBuilder(tmp_path)
    repo.load(*(Made(str(number), {V1: str(number) * 500}) for number in range(300)))
    with open_store(tmp_path) as store:
        assert isinstance(store, GitStore)
        assert next(store.read_commits(store.head)).subject == "299"
        blob = repo.git("rev-parse", f"HEAD:{V1}")
        blobs = store.read_blobs(blob for _ in range(100_000))
        assert next(blobs) == (blob, b"299" * 500)
        blobs.close()
        folder = store.folder
    assert not folder.parent.exists()


def test_trees_and_their_differences_are_modes_of_changes(tmp_path: Path) -> None:
    """Trees and the differences of pairs are read in order; a commit without the folder has an empty tree."""
    repo = RepoBuilder(tmp_path)
    ids = repo.load(
        Made("none", {"a": "b"}), Made("root", {V1: TEXT}), Made("edit", {V1: EDITED, "checklists/a\nb": "x"})
    )
    with open_store(tmp_path) as store:
        assert isinstance(store, GitStore)
        trees = store.read_trees(ids.values())
        none, root, edit = trees.values()
        found = list(store.read_differences([(root, edit), (none, root), (root, root), (edit, none)]))
    assert list(trees) == list(ids.values())
    modes_of_changes = [{path: (one.mode, one.new_mode) for path, one in changes.items()} for changes in found]
    assert modes_of_changes == [
        {"checklists/a\nb": ("000000", FILE), V1: (FILE, FILE)},
        {V1: ("000000", FILE)},
        {},
        {"checklists/a\nb": (FILE, "000000"), V1: (FILE, "000000")},
    ]


def test_commits_are_compared_pair_by_pair(tmp_path: Path) -> None:
    """`compare` returns the changed paths of each pair in order, also of a repeated pair, and of equal commits."""
    ids = RepoBuilder(tmp_path).load(
        ROOT, Made("edit", {V1: EDITED}), Made("code", {"a": "b"}), Made("back", {V1: TEXT})
    )
    pairs = [("root", "edit"), ("edit", "code"), ("root", "edit"), ("root", "back"), ("code", "root"), ("root", "code")]
    with open_store(tmp_path) as store:
        assert isinstance(store, GitStore)
        answers = [set(changes) for changes in store.compare((ids[old], ids[new]) for old, new in pairs)]
        assert list(store.compare(())) == []
    assert answers == [{V1}, set(), {V1}, set(), {V1}, {V1}]


def test_messages_are_read_in_the_requested_order(tmp_path: Path) -> None:
    """Messages are read in order, also of commits that do not change the checklists."""
    ids = RepoBuilder(tmp_path).load(ROOT, Made("code", {"a": "b"}), Made("edit", {V1: EDITED}))
    with open_store(tmp_path) as store:
        assert isinstance(store, GitStore)
        found = [(one.oid, one.subject, one.changes) for one in store.read_messages([ids["edit"], ids["code"]])]
        assert found == [(ids["edit"], "edit", ()), (ids["code"], "code", ())]
        assert list(store.read_messages([])) == []
