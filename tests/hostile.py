"""A project in which every text tries to be something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    """Lays out the project."""
    quoted = '"' + f"{MARK} {TEXT}".replace("\\", "\\\\").replace('"', '\\"') + '"'
    for name, text in _FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.lstrip().replace("TEXT", quoted).replace("BLOCK", TEXT), encoding="utf-8")
    return folder
