"""A project in which every text is an injection attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from building import write
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "</title><script>alert(1)</script> <img src=x onerror=alert(2)> [x](javascript:alert(3)) { onclick=alert(4) } "
    '{{ 7*7 }} {% raw %} --8<-- ".git/config" https://a.example/"><b> ![i](x) *em* __strong__ '
    "<!-- gonogo: end --> &lt;b&gt; | :smile: ```mermaid"
)
MARK = "hostile7"

_FILES = {
    "mkdocs.yml": """
site_name: Hostile
theme: {name: material, font: false}
plugins: [gonogo, search]
markdown_extensions: [attr_list, md_in_html, tables, pymdownx.superfences, pymdownx.snippets, pymdownx.emoji]
""",
    "docs/handbook.md": "# Handbook\n",
    "checklists/people.yml": "people:\n  ann:\n    name: TEXT\n",
    "checklists/policy.yml": "format: 1\nproject: p-1\nmaintainers: [ann]\n",
    "checklists/app/roles.yml": "roles:\n  lead:\n    title: TEXT\n    people: [ann]\n",
    "checklists/app/system.yml": """
name: TEXT
summary: TEXT
contacts:
  c:
    title: TEXT
    group: TEXT
    name: TEXT
    organisation: TEXT
    phone: TEXT
    pager: TEXT
    case: TEXT
    hours: TEXT
    backup: TEXT
    about: TEXT
channels:
  ch:
    title: TEXT
    address: TEXT
    about: TEXT
resources:
  r:
    title: TEXT
    group: TEXT
    url: https://a.example/x
""",
    "checklists/app/v1.yml": """
release: v1
outcome:
declared: TEXT
title: TEXT
about: |
  BLOCK
  --8<-- ".git/config"
  <!-- gonogo: end -->
  # heading
  ```
  fenced
  ```
  ~~~
  fenced again
  ~~~

  | a | b |
  |---|---|
  *[hostile7]: expansion
  [^1]: footnote
  [x]: https://a.example/reference
  ::uml:: start
  !!! note
      indented
note: TEXT
deploy_at:
phases:
  p:
    title: TEXT
    about: TEXT
    gate: go
sections:
  s:
    title: TEXT
    phase: p
    about: TEXT
    at: T-1h
    items:
      i:
        status: blocked
        note: TEXT
        declared: TEXT
        title: TEXT
        about: TEXT
        expect: TEXT
        run: TEXT
        owner: lead
      w:
        status: waived
        waiver:
          reason: TEXT
          approved_by: ann
          until: 2030-01-01
          instead: TEXT
        title: TEXT
  g:
    title: TEXT
    phase: p
    kind: criteria
    items:
      c1:
        title: TEXT
        when: [s]
  so:
    title: TEXT
    phase: p
    kind: signoffs
    items:
      lead:
        decision: no-go
        by: ann
        reason: TEXT
        title: TEXT
        meaning: TEXT
        covers: [s]
  m:
    title: TEXT
    phase: p
    kind: metrics
    items:
      mm:
        observed:
        title: TEXT
        target: TEXT
  n:
    title: TEXT
    phase: p
    kind: notices
    items:
      nn:
        status: open
        title: TEXT
        at: T-0
        channels: [ch]
  t:
    title: TEXT
    phase: p
    kind: triggers
    decides: rollback
    items:
      tt:
        status: fired
        note: TEXT
        title: TEXT
  pr:
    title: TEXT
    phase: p
    kind: procedure
    items:
      st:
        status: open
        title: TEXT
        span: 0-5
""",
}


def write_hostile_project(folder: Path) -> Path:
    """Writes the project."""
    quoted = '"' + f"{MARK} {TEXT}".replace("\\", "\\\\").replace('"', '\\"') + '"'
    for path, text in _FILES.items():
        write(folder / path, text.lstrip().replace("TEXT", quoted).replace("BLOCK", TEXT))
    return folder


# control sequences, text direction, invisible characters, bytes that are no text, formulas
_NAMES = (
    TEXT.replace("<", "(").replace(">", ")").replace("\n", " ").encode(),
    b"=cmd()|' /C calc'!A0",
    b"\x1b[31m red \xe2\x80\xae desrever \xc2\x85 \xff \x01 ]]&gt; &amp;",
)


def write_hostile_past(folder: Path) -> Path:
    """Writes the project with a history whose names, e-mails, messages, keys and values are injection attempts too."""
    write_hostile_project(folder)
    path = "checklists/app/v1.yml"
    now = (folder / path).read_text(encoding="utf-8")
    tricks = ("=cmd()", "\\u202Edesrever", "\\e[31m", "]]>", "<script>alert(5)</script>", "{{ 7*7 }}", "- x")
    earlier = [now.replace("status: blocked", f'status: "{trick}"\n        "{trick}": "{trick}"') for trick in tricks]
    files = {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in sorted(folder.rglob("*.*"))}
    versions = [{**files, path: earlier[0]}, *({path: text} for text in (*earlier[1:], now))]
    repository = RepoBuilder(folder)
    repository.load(
        *(
            Made(
                f"c{number}",
                made,
                f"{TEXT}\n\nSigned-off-by: {TEXT} (#{number})",
                author=_NAMES[number % len(_NAMES)] + b" <javascript:alert(6)@" + _NAMES[1].replace(b" ", b"") + b">",
            )
            for number, made in enumerate(versions)
        )
    )
    repository.git("checkout", "--quiet", "--force", "main")
    return folder
