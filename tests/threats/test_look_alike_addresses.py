"""An e-mail address or an id contains a letter that only looks like an ASCII letter.

`gonogo check` refuses it in the registry and names the code point; in a commit, it is an unknown address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import PEOPLE, decide, put, replace
from shop import ALICE, ANN, BOB
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit

GROUP = "Identity"

CYRILLIC_A, KELVIN, LONG_S, DOTLESS_I = "\u0430", "\u212a", "\u017f", "\u0131"


@pytest.mark.parametrize(
    ("edit", "code_point"),
    [
        pytest.param(put("mallory", path=PEOPLE, emails=f"[{CYRILLIC_A}lice@example.com]"), "U+0430", id="e-mail"),
        pytest.param(replace("  mallory:", f"  {CYRILLIC_A}lice:", path=PEOPLE), "U+0430", id="id"),
    ],
)
def test_look_alike_in_the_registry_is_refused(edit: Edit, code_point: str, tmp_path: Path) -> None:
    """`gonogo check` names the code point of a look-alike letter in the registry, and the release is unreadable."""
    team = Team(tmp_path)
    team.sign_all()
    assert team.status().verdict == "GO"
    team.push(ANN, edit)
    assert code_point in team.run("check").out
    status = team.status()
    assert (status.verdict, ("unreadable", "v1") in status.blockers) == ("NO-GO", True)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(f"{CYRILLIC_A}lice@example.com", id="cyrillic a"),
        pytest.param("alice@ex\u0430mple.com", id="cyrillic a in the domain"),
        pytest.param("al\u0131ce@example.com", id="dotless i"),
        pytest.param("\uff41lice@example.com", id="full-width a"),
        pytest.param("alice\u200b@example.com", id="zero-width space"),
    ],
)
def test_look_alike_address_of_a_commit_is_unknown(address: str, tmp_path: Path) -> None:
    """A look-alike of Alice's address belongs to no person."""
    team = Team(tmp_path)
    made = team.pull(ALICE._replace(email=address), decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("unknown-author", by="alice", written_by="Alice Amber", at=made)


@pytest.mark.parametrize("letter", [KELVIN, LONG_S])
def test_letters_that_unicode_folds_to_ascii_are_different(letter: str, tmp_path: Path) -> None:
    """An address with the KELVIN SIGN or the LONG S differs from the address with k or s."""
    address = {KELVIN: "kim@example.com", LONG_S: "sam@example.com"}[letter]
    team = Team(tmp_path, put("bob", path=PEOPLE, emails=f"[{address}]"))
    assert (letter + address[1:]).casefold() == address
    made = team.pull(BOB._replace(email=letter + address[1:]), decide("cto", by="bob"), by=ANN)
    assert team.slot("cto") == claimed("unknown-author", by="bob", written_by="Bob Baker", at=made)


def test_case_of_ascii_letters_is_ignored(tmp_path: Path) -> None:
    """An address in a commit matches people.yml in any case of ASCII letters."""
    team = Team(tmp_path)
    made = team.pull(ALICE._replace(email="ALICE@Example.COM"), decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)
