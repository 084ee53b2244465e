"""The example "Add a key" of CONTRIBUTING.md works in a copy of gonogo.

The key is `ticket`: a link of a release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import RELEASE_PATH, Files, lay_out, signed, write_release
from cli.running import AS_OF
from package_copy import PackageCopy, change_package

if TYPE_CHECKING:
    from pathlib import Path

LINK = "https://tickets.example.com/shop/4711"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of gonogo with the new key."""
    package, changed = change_package(tmp_path_factory.mktemp("key"), "Add a key")
    assert PackageCopy(package, package).changes() == changed == ["format/decode/release_file.py", "model/release.py"]
    return package


def copy_with(package: Path, root: Path, head: str) -> PackageCopy:
    """The copy, and a project whose release has these keys."""
    lay_out(root, Files(release=write_release(signed(""), head=head)))
    return PackageCopy(package, root)


def test_new_key_is_read(package: Path, tmp_path: Path) -> None:
    """Files with and without the new key are accepted, and the release has its value."""
    copy = copy_with(package, tmp_path / "with", f"ticket: {LINK}")
    assert copy.run("check", *AS_OF).code == 0
    assert copy_with(package, tmp_path / "without", "").run("check", *AS_OF).code == 0
    program = "from pathlib import Path; from gonogo.pipelines.assessment import load\n"
    program += "print(*(release.ticket for _, release in load(Path.cwd()).releases()))"
    assert copy.run_python(program) == f"{LINK}\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("ticket: 4711", "error[", id="a value of another type"),
        pytest.param("tickte: x", 'did you mean "ticket"?', id="a misspelled key"),
        pytest.param("ticket:", "note[gap]", id="a missing value"),
    ],
)
def test_new_key_has_the_messages_of_its_row(package: Path, tmp_path: Path, line: str, expected: str) -> None:
    """A wrong value, a misspelled key and a gap have the messages that follow from the row of the key."""
    out = copy_with(package, tmp_path, line).run("check", "--severity", "note", *AS_OF).out
    assert expected in out
    assert f"{RELEASE_PATH}:5:" in out


def test_schema_and_reference_contain_the_new_key(package: Path, tmp_path: Path) -> None:
    """The schema and the reference page of the format contain the new key."""
    copy = PackageCopy(package, tmp_path)
    assert '"ticket"' in copy.run("schema", "release").out
    assert copy.run("reference", tmp_path).code == 0
    assert "| `ticket` |" in (tmp_path / "format.md").read_text(encoding="utf-8")
