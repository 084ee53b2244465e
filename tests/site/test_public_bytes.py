"""No byte of a public site contains a private value from any place in files or history."""

from __future__ import annotations

import gzip
import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from building import tidy
from built_site import build
from gonogo.pipelines.site_build import SiteOptions, build_site
from past import AS_OF, FILES, begin, build_past, write_items
from planned import write_planned_project
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

PHONE, DIGITS, MAIL, PAGER = "+1-202-555-0777", "2025550777", "kim@private.example", "pager-4711"
_TEXTS = re.compile(
    r"^( +(?:title|about|note|declared|reason|instead|expect|meaning|name|group|organisation|target): )(.+)$",
    re.MULTILINE,
)
_IDS = ("tests", "code", "before", "review", "smoke", "prepare", "qa-lead", "ops", "when-back", "lead", "bob")
_NUMBER = re.compile(r"\D{0,6}".join(DIGITS))


def _plant(text: str) -> str:
    """The text of a file with private values in each of its texts and in some ids."""
    text = _TEXTS.sub(rf"\1\2 {PHONE} {MAIL} 请{PAGER}联系", text)
    for name in _IDS:
        text = re.sub(rf"(?<![\w/.-]){name}(?=[:\],]|$)(?!: +\S)", f"{name}-{DIGITS}", text, flags=re.MULTILINE)
    text = text.replace(
        "evidence: https://ci.example.com/runs/1", f"evidence: https://ci.example.com/{DIGITS}?m={MAIL}"
    )
    return text.replace("make backup", f"make backup-{DIGITS} TO={MAIL}")


def _project(root: Path, audience: str) -> Path:
    """A repository with private values in texts, ids, file names, commits, broken files and unknown files."""
    folder = root / "files"
    write_planned_project(folder)
    files = {
        path.relative_to(folder).as_posix(): _plant(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    files["mkdocs.yml"] = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    files["docs/notes.md"] = "# Notes\n"
    files["checklists/policy.yml"] += f"audience: {audience}\nforge: https://forge.example/{DIGITS}/x\n"
    system = files["checklists/shop/system.yml"].replace("phone: +1-555-0300", f"phone: {PHONE}")
    files["checklists/shop/system.yml"] = system.replace('pager: "4711"', f"pager: {PAGER}\n    email: {MAIL}")
    release = files["checklists/shop/v1.yml"]
    named = {
        path.replace("/shop/", f"/shop-{DIGITS}/").replace("/v1.yml", f"/v1-{DIGITS}.yml"): text
        for path, text in files.items()
    }
    named[f"checklists/shop-{DIGITS}/v1-{DIGITS}.yml"] = release.replace("release: v1", f"release: v1-{DIGITS}")
    named[f"checklists/shop-{DIGITS}/broken {PHONE}.yml"] = f"release: [ {PHONE} {MAIL}\n"
    message = f"Call {PHONE}\n\nCall {MAIL}\n\nReviewed-by: Kim {PHONE} <{MAIL}>\n{DIGITS}: {MAIL}"
    author = f"Kim {PHONE} ({PAGER}) <{MAIL}>".encode()
    made = [
        Made("old", {"checklists/x.yml": f"phone: {PHONE}\n", **files}, message, author=author),
        Made("moved", {**dict.fromkeys(path for path in files if path not in named), **named}, message, author=author),
        Made("noise", {"checklists/x.yml": None, f"checklists/{DIGITS}.yml": "a: b\n"}, message, author=author),
    ]
    repository = RepoBuilder(root / "repository")
    repository.load(*made)
    repository.git("checkout", "--quiet", "--force", "main")
    return root / "repository"


def _leaks(site: Path) -> list[str]:
    """The files with a private value, and the surrounding text."""
    found = []
    for file in sorted(site.rglob("*")):
        if file.is_file() and file.suffix not in (".js", ".css", ".map", ".svg", ".png"):
            data = file.read_bytes()
            text = (gzip.decompress(data) if file.suffix == ".gz" else data).decode("utf-8", "replace")
            plain = f"{file} {unquote(unescape(text))}".lower()
            matches = (_NUMBER.search(plain), re.search(re.escape(MAIL), plain), re.search(PAGER, plain))
            around = (plain[max(0, match.start() - 60) : match.end() + 20] for match in matches if match)
            found += [f"{file.relative_to(site)}: {text!r}" for text in around]
    return found


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_public_site_contains_no_private_value(tmp_path: Path, audience: str) -> None:
    """No page, index, feed, table, document or file name has a private value, and all links still work."""
    project = _project(tmp_path, audience)
    result = build(project, tmp_path / "site")
    assert result.returncode == 0, result.stderr
    leaks = _leaks(tmp_path / "site")
    assert bool(leaks) == (audience == "internal"), leaks[:20]
    pages = [file for file in (tmp_path / "site").rglob("index.html") if "Load test" in file.read_text("utf-8")]
    assert pages


@pytest.mark.parametrize("email", ["3 critical findings are open", "0", "item", 'data-search-exclude="1"', "-"])
def test_commit_author_cannot_hide_other_texts(tmp_path: Path, email: str) -> None:
    """The text in the e-mail field of a commit is hidden, but the same text in a title stays."""
    sites = []
    for name, author in (("one", b"Zoe <another@elsewhere.example>"), ("other", f"Zoe <{email}>".encode())):
        path = "checklists/shop/v1.yml"
        policy = f"{FILES['checklists/policy.yml']}audience: public\n"
        asked = write_items(["blocked"]).replace("title: Item 0", "title: 3 critical findings are open")
        made = (
            Made("a", {path: asked, "checklists/policy.yml": policy}),
            Made("b", {path: f"{asked}# typo\n"}, author=author),
        )
        site = build_past(begin(tmp_path / name, *made))
        # ids of commits follow from the author
        texts = [*site.sources.values(), *map(str, site.menu), *(data.decode() for data in site.files.values())]
        sites.append([re.sub(r"\b[0-9a-f]{7,40}\b|urn:uuid:[\w-]+", "", text) for text in texts])
    assert sites[0] == sites[1]
    assert any("3 critical findings are open" in text for text in sites[1])


def test_public_release_page_without_private_values_equals_the_internal_page(tmp_path: Path) -> None:
    """Without private values, the public and the internal page of a release differ only in links to people."""
    shown = {}
    for audience in ("internal", "public"):
        policy = f"{FILES['checklists/policy.yml']}audience: {audience}\n"
        files = {"checklists/policy.yml": policy, "checklists/shop/v1.yml": write_items(["done"] * 40)}
        site = build_past(begin(tmp_path / audience, Made("a", files)))
        text = re.sub(r"\b[0-9a-f]{7,40}\b", "", site.sources["shop/v1/before/index.md"])
        shown[audience] = re.sub(r'<a href="[^"]*people[^"]*">([^<]*)</a>', r"\1", text)
    assert shown["public"] == shown["internal"]


@pytest.mark.parametrize("phone", ["100", "0", "12", '"2.5"'])
def test_short_number_is_hidden_only_in_its_own_field(tmp_path: Path, phone: str) -> None:
    """A phone number with few digits is hidden in its field, and not in other texts."""
    sites = []
    for value in (phone, "1"):
        system = tidy(
            f"""
            name: Shop
            contacts:
              call:
                title: On call
                phone: {value}
            """
        )
        policy = f"{FILES['checklists/policy.yml']}audience: public\n"
        made = Made("a", {"checklists/shop/system.yml": system, "checklists/policy.yml": policy})
        site = build_past(begin(tmp_path / str(len(sites)), made))
        sites.append({path: re.sub(r"\b[0-9a-f]{7,40}\b", "", text) for path, text in site.sources.items()})
    assert sites[0] == sites[1]


def test_private_values_are_hidden_before_titles_are_shortened(tmp_path: Path) -> None:
    """A private number is hidden before a title is shortened, so no part of it is shown."""
    system = "name: Shop\ncontacts:\n  call:\n    title: On call\n    phone: +1-202-555-0777\n"
    policy = f"{FILES['checklists/policy.yml']}audience: public\n"
    for length in (56, 112, 290):
        release = write_items(["open"], title=f"{'b' * length} {PHONE}")
        release = release.replace(
            "title: Item 0", f"title: {'b' * length} {PHONE}\n        note: {'c' * length} {PHONE}"
        )
        files = {"checklists/shop/system.yml": system, "checklists/policy.yml": policy}
        root = begin(tmp_path / str(length), Made("a", {**files, "checklists/shop/v1.yml": release}))
        site = build_past(root)
        everything = "\n".join([*site.sources.values(), *(data.decode() for data in site.files.values())])
        assert "1-20" not in unescape(everything)


def test_unreadable_system_file_still_determines_private_values(tmp_path: Path) -> None:
    """Private values in a broken, uncommitted system.yml are hidden on all pages."""
    root = begin(tmp_path, Made("a", {"checklists/policy.yml": f"{FILES['checklists/policy.yml']}audience: public\n"}))
    broken = f"name: Shop\ncontacts:\n  call:\n   title: On call\n   phone: '{PHONE}'\n   pager: {PAGER}\n     x: [\n"
    (root / "checklists/shop/system.yml").write_text(broken, encoding="utf-8")
    (root / "checklists/shop/v1.yml").write_text(
        write_items(["open"]).replace("title: Item 0", f"title: Dial {DIGITS} or {PAGER}"), encoding="utf-8"
    )
    site = build_past(root)
    assert "Dial (not public) or (not public)" in unescape(site.sources["shop/v1/before/index.md"])
    assert not re.search(f"{DIGITS}|{PAGER}", "\n".join(site.sources.values()))


BROKEN = {
    "quoted keys": f"    \"phone\": {PHONE}\n    'pager': {PAGER}\n",
    "anchors and tags": f"    phone: &p {PHONE}\n    pager: !!str {PAGER}\n",
    "on the next line": f"    phone: >-\n      +1-202\n      555-0777\n    pager:\n      {PAGER}\n",
    "a broken line": f'    phone: "+1-202-\\\n      555-0777"\n    pager: {PAGER} # day\n',
    "lists": f"    phone:\n    - {PHONE}\n    pager:\n      - night\n      - {PAGER}\n",
    "complex keys": f"    ? phone\n    : {PHONE}\n    ? pager\n    : {PAGER}\n",
    "deeper keys": f"    phone:\n      home: {PHONE}\n    pager:\n      one: {PAGER}\n",
    "capitals": f"    Phone: {PHONE}\n    PAGER: {PAGER}\n",
    "a misspelled key": f"    phones: {PHONE}\n    pager: {PAGER}\n",
    "one line": f'    x: {{title: a, phone: "{PHONE}", pager: {PAGER}}}\n',
    "windows": f"    phone: {PHONE}\r\n    pager: {PAGER}\r\n",
}


@pytest.mark.parametrize("end", ["", "  [\n"], ids=["yaml", "not yaml"])
@pytest.mark.parametrize("written", BROKEN.values(), ids=BROKEN)
def test_private_values_are_found_in_broken_yaml(written: str, end: str, tmp_path: Path) -> None:
    """Values of private keys in a broken, uncommitted file are hidden, found by lines and indentation."""
    root = begin(tmp_path, Made("a", {"checklists/policy.yml": f"{FILES['checklists/policy.yml']}audience: public\n"}))
    broken = f"name: Shop\ncontacts:\n  call:\n    title: On call\n{written}{end}"
    (root / "checklists/shop/system.yml").write_bytes(broken.encode())
    release = write_items(["open"]).replace("title: Item 0", f"title: Dial {DIGITS} or {PAGER}, room 12345")
    (root / "checklists/shop/v1.yml").write_text(release, encoding="utf-8")
    page = unescape(build_past(root).sources["shop/v1/before/index.md"])
    assert "Dial (not public) or (not public), room 12345" in page


def test_private_values_are_found_in_past_mappings(tmp_path: Path) -> None:
    """Values in a past mapping under a private key are hidden; a contact called `phone` is not such a key."""
    deep = f"name: Shop\ncontacts:\n  phone:\n    title: Desk 12345\n    phone:\n      home: {PHONE}\n"
    policy = f"{FILES['checklists/policy.yml']}audience: public\n"
    release = write_items(["open"]).replace("title: Item 0", f"title: Dial {DIGITS} at 12345")
    made = (
        Made("a", {"checklists/policy.yml": policy, "checklists/shop/system.yml": deep}),
        Made("b", {"checklists/shop/system.yml": "name: Shop\n", "checklists/shop/v1.yml": release}),
    )
    page = unescape(build_past(begin(tmp_path, *made)).sources["shop/v1/before/index.md"])
    assert "Dial (not public) at 12345" in page


def test_site_of_an_earlier_commit_hides_later_private_values(tmp_path: Path) -> None:
    """The site of an earlier commit hides values from the whole history up to the checked-out commit."""
    policy = f"{FILES['checklists/policy.yml']}audience: public\n"
    release = write_items(["open"]).replace("title: Item 0", f"title: Dial {DIGITS} or {PAGER}")
    system = f"name: Shop\ncontacts:\n  call:\n    title: On call\n    phone: {PHONE}\n    pager: {PAGER}\n"
    made = (
        Made("a", {"checklists/policy.yml": policy, "checklists/shop/v1.yml": release}),
        Made("b", {"checklists/shop/system.yml": system}),
        Made("c", {"checklists/shop/system.yml": "name: Shop\n"}),
    )
    root = begin(tmp_path, *made)
    site = build_site(root, AS_OF, SiteOptions(), revision="HEAD~2")
    everything = unescape("\n".join([*site.sources.values(), *(data.decode() for data in site.files.values())]))
    assert "Dial (not public) or (not public)" in everything
    assert not re.search(f"{DIGITS}|{PAGER}", everything)
