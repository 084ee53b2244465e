"""Every text that a user can read is listed once in `program_strings.txt`, and avoids the words of GLOSSARY.

After a change of a text, run `GONOGO_REWRITE_CASES=1 pytest tests/wording` to regenerate the list. Read the diff, which
has only the new sentences, as an editor. Reading the whole list takes about an hour.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from wording.program_strings import find_strings

LIST = Path(__file__).with_name("program_strings.txt")

# Words that a reader has to read twice, each with its replacement.
GLOSSARY = {
    "told|tells?|telling": "says, lists, shows",
    "stands?|stood|lies|lay|lying": "is",
    "anew": "again",
    "undone|undoes|undo": "reverted, reverses",
    "taken back|took .* back": "withdrawn, reverted",
    "whoever|whatever": "the person who, even if",
    "for ever": "permanently",
    "otherwise than": "differently from",
    "an own": "of their own",
    "cure": "hint",
    "official": "on main",
    "looked at": "checked, compared, reviewed",
    "behind": "after",
    "(those|one) (that|who|which)": "the noun",
    "mend(s|ed)?": "fix, repair",
    "meanwhile": "in the meantime",
}
# Texts in which such a word is correct, each with the reason.
EXEMPT = {
    "`title: Tell #ops` ends after": "the title of an example",
    "not looked at, unknown": "an answer that people type",
    "behind a link": "a link hides its content",
}


def test_program_strings_are_listed_once() -> None:
    """The list has each text of the program, with the first place where the program contains it."""
    text = "".join(f"{string.place}\t{string.text}\n" for string in find_strings())
    if os.environ.get("GONOGO_REWRITE_CASES"):
        LIST.write_text(text, encoding="utf-8")
    assert LIST.read_text(encoding="utf-8") == text, "GONOGO_REWRITE_CASES=1 pytest tests/wording writes the list again"


def test_program_strings_avoid_the_words_of_the_glossary() -> None:
    """Texts use the words of the field; every exemption has a reason and is used."""
    refused = [
        f"{match.group()!r}, say {instead!r}: {string.text}"
        for string in find_strings()
        for words, instead in GLOSSARY.items()
        if (match := re.search(rf"\b({words})\b", string.text, re.IGNORECASE))
    ]
    assert [line for line in refused if not any(exempt in line for exempt in EXEMPT)] == []
    assert [exempt for exempt in EXEMPT if not any(exempt in line for line in refused)] == []
