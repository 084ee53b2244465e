"""The pipeline of `init`: from facts about a folder to the first files of a project."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.write import quote, write_yaml
from gonogo.model.ids import ALL
from gonogo.model.registry import fold_email
from gonogo.trust.identities import GITHUB_PRIVATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.core.nodes import Plain

_MOST = 40
_ROLE = "deployment-lead"
RELEASE = """\
release: v1.0.0
outcome:
title: First deployment
deploy_at:
phases:
  before:
    title: Before the deployment
    gate: go
sections:
  code:
    title: Code
    phase: before
    items:
      tests:
        # the answer is above the title, the plan is below
        status: open
        title: All tests pass
        owner: deployment-lead
  approval:
    title: Approval
    phase: before
    kind: signoffs
    items:
      deployment-lead:
        # filled in by the person who decides
        decision:
        by:
        title: Deployment lead
"""
ABOUT = """\
# How we deploy

A release is GO when every item before the deployment is settled and every required signer has signed.
"""
_MKDOCS = """\
site_name: {name}
theme:
  name: material
  font: false
  features: [navigation.indexes, navigation.prune]
plugins:
  - {plugin}
  - search
markdown_extensions:
  - gonogo.markdown
"""


class Beginning(Frozen):
    """The facts about a new project: the name and address of its first maintainer, its title, and its random id.

    The id is `project`. `forge` and `timezone` are "" if they are not known.
    """

    name: str
    email: str
    title: str
    project: str
    forge: str
    main: str
    timezone: str = ""


def write_checklists(beginning: Beginning) -> Mapping[str, str]:
    """The files below `checklists/`, keyed by path: a registry with one maintainer, and one release."""
    person = make_id(beginning.name) or make_id(beginning.email.partition("@")[0]) or "maintainer"
    system = make_id(beginning.title) or "system"
    person = f"{person}-1" if person == _ROLE else person  # a person must not have the id of a role
    role: dict[str, Plain] = {"title": "Deployment lead", "people": [person]}
    return {
        "checklists/people.yml": write_yaml({"people": {person: _write_person(beginning)}}),
        "checklists/policy.yml": write_yaml(_write_policy(beginning, person)),
        f"checklists/{system}/roles.yml": write_yaml({"roles": {_ROLE: role}}),
        f"checklists/{system}/system.yml": write_yaml({"name": beginning.title}),
        f"checklists/{system}/v1.0.0.yml": RELEASE,
    }


def write_mkdocs(title: str, folder: str) -> str:
    """The mkdocs.yml for a project that has no site yet.

    `folder` is the folder of the pages, "" for the top of the site.
    """
    plugin = f"gonogo:\n      folder: {folder}" if folder else "gonogo"
    return _MKDOCS.format(name=quote(f"{title} readiness"), plugin=plugin)


def make_id(text: str) -> str:
    """An id made from a string; "" if the string does not contain an ASCII letter or digit."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    name = "-".join(words)[:_MOST].strip("-")
    return "" if name == ALL else name


def _write_person(beginning: Beginning) -> dict[str, Plain]:
    person: dict[str, Plain] = {"name": beginning.name or beginning.email, "emails": [beginning.email]}
    if match := re.fullmatch(GITHUB_PRIVATE, fold_email(beginning.email)):
        person["forge"] = match["handle"]
    return person


def _write_policy(beginning: Beginning, person: str) -> dict[str, Plain]:
    policy: dict[str, Plain] = {"format": "1", "project": beginning.project, "maintainers": [person]}
    if beginning.main != "main":
        policy["main"] = beginning.main
    if beginning.forge:
        policy["forge"] = beginning.forge
    if beginning.timezone:
        policy["timezone"] = beginning.timezone
    return policy
