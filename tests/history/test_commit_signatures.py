"""`read_signatures`: signatures by git and by ssh-keygen, damaged signatures, and attacks by the clone."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audit.test_forged_objects import forge
from gonogo.core.diagnostics import GonogoError
from gonogo.format.decode.registry_files import SSH
from gonogo.model.signatures import CommitSignature
from gonogo.source.git import commit_signatures, store
from gonogo.source.git.commit_signatures import split_commit
from gonogo.source.git.ssh_signatures import _KEY_TYPES
from gonogo.source.git.store import GitStore, open_store
from history.test_hostile_clones import write_script
from keys import make_key
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

V1 = "checklists/shop/v1.yml"
ANN, BOB = make_key("ann"), make_key("bob")
BOB_BAKER = b"Bob Baker <bob@example.com>"
PGP = b"-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n"
HEADS = b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
PERSON = b"Ann Archer <ann@example.com> 1767225600 +0000\n"
HEADS += b"author " + PERSON + b"committer " + PERSON
GOOD = CommitSignature("ssh", ANN.public, is_good=True)


def read(root: Path, commits: Iterable[str]) -> Mapping[str, CommitSignature]:
    with open_store(root) as opened:
        assert isinstance(opened, GitStore)
        return opened.read_signatures(commits)


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)], ids=["sha1", "sha256"])
def test_repository_of_a_test_has_signatures_that_git_verifies(tmp_path: Path, options: tuple[str, ...]) -> None:
    """Git verifies the signed commits of `RepoBuilder`; the unsigned commits are as without keys."""
    forge = b"GitHub <noreply@github.com>"
    made = (
        Made("root", {V1: "1"}),
        Made("signed", {V1: "2"}, key=ANN),
        Made("named", {V1: "2"}, signature=PGP),
        Made("merge", {V1: "2"}, parents=("root", "named"), author=BOB_BAKER, committer=forge),
        Made("by-bob", key=BOB),
    )
    repo = RepoBuilder(tmp_path / "repo", *options)
    ids = repo.load(*made)
    (tmp_path / "allowed").write_text(f"ann@example.com {ANN.public}\nbob@example.com {BOB.public}\n")
    log = ("log", "--topo-order", "--format=%H %P %G? %GS %cn %s", ids["by-bob"], "--not", ids["named"])
    verified = repo.git("-c", f"gpg.ssh.allowedSignersFile={tmp_path / 'allowed'}", *log)
    verified += "\n" + repo.git("-c", f"gpg.ssh.allowedSignersFile={tmp_path / 'allowed'}", *log[:3], ids["signed"])
    assert verified.splitlines() == [
        f"{ids['by-bob']} {ids['merge']} G bob@example.com Ann Archer by-bob",
        f"{ids['merge']} {ids['root']} {ids['named']} N  GitHub merge",
        f"{ids['signed']} {ids['root']} G ann@example.com Ann Archer signed",
        f"{ids['root']}  N  Ann Archer root",
    ]
    assert "\n x\n -----END PGP SIGNATURE-----\n\nnamed" in repo.git("cat-file", "commit", ids["named"])
    assert repo.git("fsck", "--strict") == ""
    unsigned = RepoBuilder(tmp_path / "unsigned", *options).load(made[0])
    assert unsigned == {"root": ids["root"]}


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)], ids=["sha1", "sha256"])
def test_signatures_are_those_of_the_named_commits(tmp_path: Path, options: tuple[str, ...]) -> None:
    """Each requested signed commit has the signature of its key; unsigned commits have none."""
    repo = RepoBuilder(tmp_path / "repo", *options)
    merge = Made("merge", {V1: "2"}, parents=("root", "ann"), key=BOB)
    ids = repo.load(Made("root", {V1: "1"}), Made("ann", {V1: "2"}, key=ANN), merge, Made("last", key=ANN))
    wanted = [ids[name] for name in ("merge", "root", "ann", "merge")]
    by_bob = CommitSignature("ssh", BOB.public, is_good=True)
    assert read(repo.root, wanted) == {ids["merge"]: by_bob, ids["ann"]: GOOD}
    assert read(repo.root, [ids["root"]]) == read(repo.root, []) == {}


KEY_TYPES = {
    "ed25519": ("ed25519", ""),
    "rsa": ("rsa", "3072"),
    "nistp256": ("ecdsa", "256"),
    "nistp384": ("ecdsa", "384"),
    "nistp521": ("ecdsa", "521"),
}


@pytest.mark.parametrize(("kind", "bits"), KEY_TYPES.values(), ids=KEY_TYPES)
def test_commit_that_git_signs_is_good(tmp_path: Path, kind: str, bits: str) -> None:
    """A commit by `git commit -S` is good with a key of each type, and the key has the format of people.yml."""
    repo, key = RepoBuilder(tmp_path / "repo"), make_key_file(tmp_path / "key", kind, bits)
    (repo.root / "file").write_text("1")
    repo.git("add", "--all")
    signing = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={tmp_path / 'key'}")
    repo.git(*signing, "-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-S", "-m", "Grün\n\ngpgsig no\n more")
    head = repo.git("rev-parse", "HEAD")
    (tmp_path / "allowed").write_text(f"ann@example.com {key}\n")
    assert repo.git("-c", f"gpg.ssh.allowedSignersFile={tmp_path / 'allowed'}", "log", "--format=%G?") == "G"
    assert read(repo.root, [head]) == {head: CommitSignature("ssh", key, is_good=True)}
    assert SSH.parse(key) == key


def make_key_file(place: Path, kind: str, bits: str = "") -> str:
    """Creates a key pair and returns its public key in the format of people.yml."""
    size = ["-b", bits] if bits else []
    subprocess.run(["ssh-keygen", "-q", "-t", kind, *size, "-N", "", "-f", place], check=True)
    return " ".join(place.with_name(f"{place.name}.pub").read_text(encoding="ascii").split()[:2])


@pytest.mark.parametrize("kind", [*_KEY_TYPES, "ssh-dss", "sk-ecdsa-sha2-nistp256@openssh.com", "ssh-ed448"])
def test_types_of_keys_are_those_of_people_yml(kind: str) -> None:
    """The key types of signatures are the key types that people.yml accepts."""
    key = f"{kind} AAAA"
    if kind in _KEY_TYPES:
        assert SSH.parse(key) == key
    else:
        with pytest.raises(ValueError, match="only the type and the key"):
            SSH.parse(key)


def sign(place: Path, content: bytes, namespace: str = "git") -> bytes:
    """The signature of the content by the key in a file."""
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(place)]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout


def take_apart(armor: bytes) -> bytes:
    return base64.b64decode(b"".join(armor.split(b"\n")[1:-2]))


def arm(blob: bytes) -> bytes:
    return b"-----BEGIN SSH SIGNATURE-----\n" + base64.encodebytes(blob) + b"-----END SSH SIGNATURE-----\n"


def string(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content


def write_signed(head: bytes, signature: bytes, message: bytes = b"\nmessage\n") -> bytes:
    """The content of a commit with a signature."""
    return head + b"gpgsig " + signature.rstrip(b"\n").replace(b"\n", b"\n ") + b"\n" + message


def change_blob(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda armor: arm(change(take_apart(armor)))


def replace_key(kind: bytes) -> Callable[[bytes], bytes]:
    """The signature with a key of another type."""

    def change(blob: bytes) -> bytes:
        size = int.from_bytes(blob[10:14], "big")
        return blob[:10] + string(string(kind) + string(b"key")) + blob[14 + size :]

    return change_blob(change)


CUT = "the signature is cut off, or has unexpected lines"
DAMAGED = "the signature is damaged"
INCORRECT = "ssh-keygen: Signature verification failed: incorrect signature"
OTHER_KEY = 'people.yml does not allow a key of the type "{}"'
DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no-end": (lambda armor: armor.replace(b"-----END SSH SIGNATURE-----\n", b""), CUT),
    "only-its-first-line": (lambda _: b"-----BEGIN SSH SIGNATURE-----\n", CUT),
    "only-its-first-words": (lambda _: b"-----BEGIN SSH SIGNATURE-----", CUT),
    "empty": (lambda _: b"-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n", CUT),
    "carriage-returns": (lambda armor: armor.replace(b"\n", b"\r\n"), CUT),
    "text-after-the-end": (lambda armor: armor + b"x\n", CUT),
    "spaces": (lambda armor: armor.replace(b"\n", b" \n"), CUT),
    "headers-as-in-pem": (lambda armor: armor.replace(b"\n", b"\nProc-Type: 4\n\n", 1), CUT),
    "two-signatures": (lambda armor: armor * 2, CUT),
    "characters-outside-base64": (lambda armor: armor.replace(b"U1NI", b"U1N-"), CUT),
    "missing-line": (lambda armor: b"\n".join(armor.split(b"\n")[:2] + armor.split(b"\n")[3:]), DAMAGED),
    "missing-letter": (lambda armor: armor.replace(b"U1NI", b"U1N"), DAMAGED),
    "padding-in-the-middle": (lambda armor: armor.replace(b"U1NI", b"U1M=\n"), DAMAGED),
    "other-magic": (change_blob(lambda blob: blob.replace(b"SSHSIG", b"SSHSIC")), DAMAGED),
    "other-version": (change_blob(lambda blob: blob.replace(b"SSHSIG\0\0\0\1", b"SSHSIG\0\0\0\2")), DAMAGED),
    "truncated-blob": (change_blob(lambda blob: blob[:-1]), DAMAGED),
    "truncated-length": (change_blob(lambda blob: blob + b"\0"), DAMAGED),
    "endless-length": (change_blob(lambda blob: blob[:10] + b"\xff" * 4 + blob[14:]), DAMAGED),
    "additional-string": (change_blob(lambda blob: blob + string(b"x")), DAMAGED),
    "only-magic": (change_blob(lambda blob: blob[:10]), DAMAGED),
    "key-of-an-unknown-type": (replace_key(b"ssh-ed448"), OTHER_KEY.format("ssh-ed448")),
    "certificate": (
        replace_key(b"ssh-ed25519-cert-v01@openssh.com"),
        OTHER_KEY.format("ssh-ed25519-cert-v01@openssh.com"),
    ),
    "type-with-line-end": (replace_key(b"ssh-ed25519\nx"), OTHER_KEY.format(r"ssh-ed25519\u000ax")),
    "type-with-invalid-bytes": (replace_key(b"\xff\x1b[0m"), OTHER_KEY.format(r"\xff\u001b[0m")),
    "huge": (
        lambda armor: armor.replace(b"\n", b"\n" + b"A" * 70_000 + b"\n", 1),
        "the signature has more than 65536 bytes",
    ),
}


@pytest.mark.parametrize(("damage", "problem"), DAMAGES.values(), ids=DAMAGES)
def test_damaged_signature_is_not_good(tmp_path: Path, damage: Callable[[bytes], bytes], problem: str) -> None:
    """A damaged signature has its format and a problem in one line, but no key."""
    repo = RepoBuilder(tmp_path / "repo")
    make_key_file(tmp_path / "key", "ed25519")
    whole = sign(tmp_path / "key", HEADS + b"\nmessage\n")
    damaged = damage(whole)
    assert damaged != whole
    head = repo.store_commit(write_signed(HEADS, damaged))
    assert read(repo.root, [head]) == {head: CommitSignature("ssh", problem=problem)}


def test_signature_without_wrapped_lines_is_good(tmp_path: Path) -> None:
    """A signature is good with any line length and with additional empty lines."""
    repo = RepoBuilder(tmp_path / "repo")
    key = make_key_file(tmp_path / "key", "ed25519")
    whole = sign(tmp_path / "key", HEADS + b"\nmessage\n")
    text = base64.b64encode(take_apart(whole))
    wrapped = re.sub(rb"(.{64})", rb"\1\n", text)
    for body in (text, wrapped):
        signature = b"-----BEGIN SSH SIGNATURE-----\n" + body + b"\n-----END SSH SIGNATURE-----\n \n \n"
        header = b"gpgsig " + signature.replace(b"\n", b"\n ", body.count(b"\n") + 2)
        head = repo.store_commit(HEADS + header + b"\nmessage\n")
        assert read(repo.root, [head]) == {head: CommitSignature("ssh", key, is_good=True)}


def _other_message(content: bytes) -> bytes:
    return content.replace(b"message", b"Message")


def _other_author(content: bytes) -> bytes:
    return content.replace(b"author Ann", b"author Bob")


def _other_tree(content: bytes) -> bytes:
    return content.replace(b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904", b"tree " + b"1" * 40)


def _header_added(content: bytes) -> bytes:
    return content.replace(b"committer", b"x-header 1\ncommitter")


def _line_added(content: bytes) -> bytes:
    return content + b"\n"


def _nul_added(content: bytes) -> bytes:
    return content + b"\0Approved-by: Bob"


def _parent_added(content: bytes) -> bytes:
    return content.replace(b"author", b"parent " + b"1" * 40 + b"\nauthor", 1)


CHANGES = (
    _other_message,
    _other_author,
    _other_tree,
    _header_added,
    _line_added,
    _nul_added,
    _parent_added,
)


@pytest.mark.parametrize("change", CHANGES)
def test_signature_of_another_content_is_not_good(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    """A signature is not good, and names its key, after any change of the commit."""
    repo = RepoBuilder(tmp_path / "repo")
    key = make_key_file(tmp_path / "key", "ed25519")
    content = write_signed(HEADS, sign(tmp_path / "key", HEADS + b"\nmessage\n"))
    good, bad = repo.store_commit(content), repo.store_commit(change(content))
    assert read(repo.root, [good, bad]) == {
        good: CommitSignature("ssh", key, is_good=True),
        bad: CommitSignature("ssh", key, problem=INCORRECT),
    }


def test_signature_with_a_replaced_key_is_not_good(tmp_path: Path) -> None:
    """A signature is not good if Mallory replaces her key in it with Ann's key."""
    repo = RepoBuilder(tmp_path / "repo")
    own = make_key_file(tmp_path / "key", "ed25519")
    signature = take_apart(sign(tmp_path / "key", HEADS + b"\nmessage\n"))
    mine, hers = (base64.b64decode(key.split()[1]) for key in (own, ANN.public))
    head = repo.store_commit(write_signed(HEADS, arm(signature.replace(mine, hers))))
    assert read(repo.root, [head]) == {head: CommitSignature("ssh", ANN.public, problem=INCORRECT)}


@pytest.mark.parametrize("namespace", ["file", "gonogo-signoff", "git ", "GIT", "git,file", "*"])
def test_signature_for_another_purpose_is_not_good(tmp_path: Path, namespace: str) -> None:
    """A signature with another namespace than "git" is not good."""
    repo = RepoBuilder(tmp_path / "repo")
    key = make_key_file(tmp_path / "key", "ed25519")
    head = repo.store_commit(write_signed(HEADS, sign(tmp_path / "key", HEADS + b"\nmessage\n", namespace)))
    problem = f'the signature is for "{namespace}", not for "git"'
    assert read(repo.root, [head]) == {head: CommitSignature("ssh", key, problem=problem)}


FORMATS = {
    "openpgp": (PGP, "openpgp"),
    "openpgp-message": (b"-----BEGIN PGP MESSAGE-----\n", "openpgp"),
    "x509": (b"-----BEGIN SIGNED MESSAGE-----\nx\n-----END SIGNED MESSAGE-----\n", "x509"),
    "words": (b"signed by Ann", "unknown"),
    "empty": (b"", "unknown"),
    "ssh-after-a-space": (b" -----BEGIN SSH SIGNATURE-----", "unknown"),
}


@pytest.mark.parametrize(("signature", "form"), FORMATS.values(), ids=FORMATS)
def test_other_formats_are_named_and_not_verified(tmp_path: Path, signature: bytes, form: str) -> None:
    """A signature in another format has a problem that names the format."""
    repo = RepoBuilder(tmp_path / "repo")
    head = repo.store_commit(write_signed(HEADS, signature))
    problem = f"a signature in the format {form} cannot be verified"
    assert read(repo.root, [head]) == {head: CommitSignature(form, problem=problem)}


def test_commit_with_several_signatures_is_not_verified(tmp_path: Path) -> None:
    """A commit with several signatures is not verified, because programs disagree about which of them counts."""
    repo = RepoBuilder(tmp_path / "repo")
    make_key_file(tmp_path / "key", "ed25519")
    signature = sign(tmp_path / "key", HEADS + b"\nmessage\n")
    once = write_signed(HEADS, signature, b"")
    head = repo.store_commit(write_signed(once, signature))
    problem = "the commit is not verified: it has several signatures"
    assert read(repo.root, [head]) == {head: CommitSignature("ssh", problem=problem)}


def test_commit_that_is_too_large_is_not_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit that exceeds the limit is not verified, even if its first bytes match the signature."""
    repo = RepoBuilder(tmp_path / "repo")
    make_key_file(tmp_path / "key", "ed25519")
    content = write_signed(HEADS, sign(tmp_path / "key", HEADS + b"\nmessage\n"))
    whole, longer = repo.store_commit(content), repo.store_commit(content + b"more")
    for module in (commit_signatures, store):
        monkeypatch.setattr(module, "MOST_BYTES", len(content))
    good, bad = read(repo.root, [whole, longer]).values()
    assert good.is_good
    problem = f"the commit is not verified: it has more than {len(content)} bytes"
    assert bad == CommitSignature("ssh", problem=problem)


LAYOUTS = {
    "as-git-writes-it": write_signed(HEADS, PGP),
    "two": write_signed(write_signed(HEADS, PGP, b""), PGP),
    "for-the-other-hash": write_signed(HEADS + b"gpgsig-sha256 other\n more\n", PGP),
    "for-the-other-hash-afterwards": write_signed(HEADS, PGP, b"gpgsig-sha256 other\n more\n\nmessage\n"),
    "longer-name": write_signed(HEADS, PGP, b"gpgsigx other\n more\n\nmessage\n"),
    "without-space": write_signed(HEADS, PGP, b"gpgsig\n more\n\nmessage\n"),
    "before-other-headers": write_signed(HEADS, PGP, b"x-header 1\n more\nencoding ISO-8859-1\n\nmessage\n"),
    "in-a-merged-tag": write_signed(HEADS + b"mergetag object\n gpgsig no\n  -----BEGIN\n", PGP),
    "in-the-message": write_signed(HEADS, PGP, b"\ngpgsig no\n more\n\ngpgsig-sha256 no\n"),
    "empty-line-in-it": write_signed(HEADS, PGP + b"\n\nx\n"),
    "carriage-returns": write_signed(HEADS, PGP.replace(b"\n", b"\r\n"), b"x-header 1\r\n\nmessage\r\n"),
    "nul": write_signed(HEADS, PGP, b"x-header \0\n\nmessage\0gpgsig no\n"),
    "no-message": write_signed(HEADS, PGP, b""),
    "no-line-end": write_signed(HEADS, PGP, b"\nmessage"),
    "ends-in-the-signature": write_signed(HEADS, PGP, b"")[:-1],
}


@pytest.mark.parametrize("content", LAYOUTS.values(), ids=LAYOUTS)
def test_commit_is_split_as_git_does(tmp_path: Path, content: bytes) -> None:
    """`split_commit` returns the payload and the signature that git passes to the verifying program."""
    repo = RepoBuilder(tmp_path / "repo")
    repo.git("hash-object", "-t", "tree", "-w", "--stdin", given=b"")
    head = repo.store_commit(content)
    spy = tmp_path / "spy"
    spy.write_text(
        f'#!/bin/sh\ncat > {tmp_path}/payload\nwhile [ $# -gt 2 ]; do shift; done\ncat "$1" > {tmp_path}/signature\n'
    )
    spy.chmod(0o755)
    with pytest.raises(AssertionError):  # the spy does not verify the signature
        repo.git("-c", f"gpg.program={spy}", "verify-commit", head)
    payload, signatures, _ = split_commit(content, 40)
    assert (tmp_path / "payload").read_bytes() == payload
    assert (tmp_path / "signature").read_bytes() == b"".join(signatures)


def test_unsigned_commit_with_headers_for_the_other_hash_has_no_signature(tmp_path: Path) -> None:
    """A signature header for the other hash algorithm is ignored."""
    repo = RepoBuilder(tmp_path / "repo")
    head = repo.store_commit(HEADS + b"gpgsig-sha256 -----BEGIN SSH SIGNATURE-----\n\nmessage\n")
    assert read(repo.root, [head]) == {}


def test_malformed_commits_have_no_signature(tmp_path: Path) -> None:
    """A commit without headers, or without content, has no signature."""
    repo = RepoBuilder(tmp_path / "repo")
    repo.load(Made("root", {V1: "1"}))
    odd = [repo.store_commit(content, "odd") for content in (b"\ngpgsig x\n", b"", b"\n\n", b"x")]
    assert read(repo.root, odd) == {}


def test_clone_cannot_choose_the_verifying_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No configured program, and no program in the current folder, verifies signatures."""
    repo, script = RepoBuilder(tmp_path / "repo"), write_script(tmp_path)
    ids = repo.load(Made("root", {V1: "1"}), Made("ann", key=ANN), Made("bob", key=BOB))
    (tmp_path / "allowed").write_text("")
    for name, value in (
        ("gpg.program", str(script)),
        ("gpg.ssh.program", str(script)),
        ("gpg.ssh.defaultKeyCommand", str(script)),
        ("gpg.ssh.allowedSignersFile", str(tmp_path / "allowed")),
        ("gpg.ssh.revocationFile", str(tmp_path / "repo/checklists")),
        ("gpg.minTrustLevel", "ultimate"),
    ):
        repo.git("config", name, value)
    shutil.copy(script, repo.root / "ssh-keygen")
    monkeypatch.chdir(repo.root)
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", os.environ["PATH"]]))
    signatures = read(repo.root, ids.values())
    assert [signature.is_good for signature in signatures.values()] == [True, True]
    assert not (tmp_path / "canary").exists()


def write_spy(folder: Path) -> str:
    """A PATH with an ssh-keygen that appends the names of its environment variables to `log`, one line for each run."""
    spy = folder / "bin" / "ssh-keygen"
    spy.parent.mkdir()
    spy.write_text(f'#!/bin/sh\necho $(env | cut -d= -f1) >> {folder}/log\nexec {shutil.which("ssh-keygen")} "$@"\n')
    spy.chmod(0o755)
    return os.pathsep.join([str(spy.parent), os.environ["PATH"]])


def test_each_commit_is_verified_once_in_a_clean_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ssh-keygen runs once for each signed commit, and gets only PATH and the language."""
    repo = RepoBuilder(tmp_path / "repo")
    ids = repo.load(Made("root", {V1: "1"}), *(Made(name, key=ANN) for name in ("a", "b", "c")))
    monkeypatch.setenv("PATH", write_spy(tmp_path))
    monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path))
    assert read(repo.root, [*ids.values()] * 3) == {ids[name]: GOOD for name in ("a", "b", "c")}
    own = {"PWD", "OLDPWD", "SHLVL", "_"}  # of the shell
    runs = (tmp_path / "log").read_text().splitlines()
    assert [{*run.split()} - own for run in runs] == [{"PATH", "LC_ALL"}] * 3


def test_missing_ssh_keygen_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ssh-keygen, no signature is good, and the problem names the package to install."""
    repo = RepoBuilder(tmp_path / "repo")
    ids = repo.load(Made("root", {V1: "1"}), Made("ann", key=ANN), Made("pgp", signature=PGP))
    program = shutil.which("git")
    assert program
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    problem = "ssh-keygen is not installed, or not in PATH: install OpenSSH 8.1 or newer (Debian: openssh-client)"
    assert read(repo.root, [ids["ann"]]) == {ids["ann"]: CommitSignature("ssh", ANN.public, problem=problem)}


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("exit 255", "ssh-keygen: the signature failed verification"),
        ("echo 'No user exists for uid 7' >&2; exit 255", "ssh-keygen: No user exists for uid 7"),
        ("printf 'a\\nb\\033[0m' >&2; exit 1", r"ssh-keygen: a b\u001b[0m"),
        ("kill -9 $$", "ssh-keygen: the signature failed verification"),
    ],
    ids=["silent", "no-user", "odd-signs", "killed"],
)
def test_failure_of_ssh_keygen_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, problem: str
) -> None:
    """If ssh-keygen fails, the signature is not good, and the problem names the failure."""
    repo = RepoBuilder(tmp_path / "repo")
    ids = repo.load(Made("root", {V1: "1"}), Made("ann", key=ANN))
    path = write_spy(tmp_path)
    Path(path.split(os.pathsep)[0], "ssh-keygen").write_text(f"#!/bin/sh\n{script}\n")
    monkeypatch.setenv("PATH", path)
    assert read(repo.root, [ids["ann"]]) == {ids["ann"]: CommitSignature("ssh", ANN.public, problem=problem)}


@pytest.mark.parametrize("name", ["ann", "root"], ids=["signed", "unsigned"])
def test_forged_commit_is_an_error(tmp_path: Path, name: str) -> None:
    """A commit whose content does not match its id is an error that names the id."""
    repo = RepoBuilder(tmp_path / "repo")
    ids = repo.load(Made("root", {V1: "1"}), Made("ann", key=ANN))
    forge(repo.root, ids[name], lambda content: content.replace(b"author Ann", b"author Bob"))
    with pytest.raises(GonogoError, match=f"forged object: its content does not match its id {ids[name]}"):
        read(repo.root, ids.values())
    with pytest.raises(GonogoError, match="lacks an object"):
        read(repo.root, ["1" * 40])
