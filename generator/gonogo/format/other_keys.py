"""Keys that people write in place of the format's keys: those of trackers and of other lists.

The format does not accept any of them. The message about such a key names the right key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

# In each row: the keys of the format, where the first that a record has applies, and the words that people write.
_KEYS = (
    (
        ("status", "decision", "outcome"),
        "done, state, complete, completed, checked, finished, progress, answer, approved, result, status",
    ),
    (("title", "name"), "name, summary, label, text, task, heading, full_name"),
    (("owner", "by", "people"), "assignee, assigned, assigned_to, assignees, responsible, who, members, holders"),
    (("by",), "signed_by, signer, approver, reviewer"),
    (("due", "deploy_at", "until", "on"), "date, deadline, due_date, day, expires, expiry"),
    (("deploy_at",), "deploy_on, deploy_date, deployment_date, go_live, t-0, t0, when"),
    (("on",), "signed_on, signed_at"),
    (("note",), "comment, comments, notes, remark, remarks"),
    (("about",), "description, desc, details, info"),
    (("see", "url"), "link, links, urls, references, docs"),
    (("evidence",), "proof, artifact, artifacts, attachment, attachments"),
    (("minutes",), "duration, estimate, length"),
    (("emails",), "email, mail, e-mail"),
    (("forge",), "github, gitlab, handle, login, username"),
    (("items",), "tasks, entries, steps, checks, children, subtasks, criteria, triggers, slots"),
    (("run",), "command, commands, script"),
    (("phone",), "telephone, tel, mobile"),
    (("accepted",), "accept, ignore, ignored, suppress, suppressed, exceptions, baseline"),
)
# Facts for which a record has no key: the name of its table, the keys, and the file that has the fact.
_ELSEWHERE = (
    ("person", "phone, telephone, tel, mobile, pager, hours", "contact details belong in `contacts:` in system.yml"),
    ("person", "role, roles, title", "role holders are in each system's roles.yml"),
    ("item", "items", "an item below an item cannot have items: move them to the section"),
    ("role", "phone, email, emails", "contact details belong in `contacts:` in system.yml"),
)


def explain_key(text: str, keys: Collection[str], table: str) -> str:
    """The hint for a key that a table does not have, "" without one."""
    written = text.casefold()
    for name, elsewhere, where in _ELSEWHERE:
        if name == table and written in elsewhere.split(", "):
            return where
    fitting = (key for meant, others in _KEYS if written in others.split(", ") for key in meant if key in keys)
    return next((f'did you mean "{key}"?' for key in fitting), "")
