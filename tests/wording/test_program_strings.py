"""Every text that a user can read is listed once, in `program_strings.txt`, and avoids the words of GLOSSARY.

After a change of a text `GONOGO_REWRITE_CASES=1 pytest tests/wording` writes the list again. Read its difference as an
editor: it has the new sentences, and nothing else. Reading the whole list takes about an hour.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from wording.program_strings import find_strings

LIST = Path(__file__).with_name("program_strings.txt")

# Words that a reader has to read twice, and what a text says instead.
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
# Texts in which such a word is right, each with the reason.
EXEMPT = {
    "gonogo cannot tell": "to tell apart",
    "`title: Tell #ops` ends after": "the title of an example",
    "not looked at, unknown": "an answer that people type",
    "behind a link": "a link hides its content",
}


def test_program_strings_are_listed_once() -> None:
    """The list has each text of the program, under the first place that has it."""
    text = "".join(f"{string.place}\t{string.text}\n" for string in find_strings())
    if os.environ.get("GONOGO_REWRITE_CASES"):
        LIST.write_text(text, encoding="utf-8")
    assert LIST.read_text(encoding="utf-8") == text, "GONOGO_REWRITE_CASES=1 pytest tests/wording writes the list again"


def test_program_strings_avoid_the_words_of_the_glossary() -> None:
    """A text uses the word of the field; the few exemptions have a reason, and each of them is in use."""
    refused = [
        f"{match.group()!r}, say {instead!r}: {string.text}"
        for string in find_strings()
        for words, instead in GLOSSARY.items()
        if (match := re.search(rf"\b({words})\b", string.text, re.IGNORECASE))
    ]
    assert [line for line in refused if not any(exempt in line for exempt in EXEMPT)] == []
    assert [exempt for exempt in EXEMPT if not any(exempt in line for line in refused)] == []
