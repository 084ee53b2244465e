"""`audit.js`: every event as data in a script.

So the filter of the audit trail also works in a site on disk, where browsers load scripts, but no data files.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gonogo.core.safe_text import visible_json
from gonogo.site.parts.audit_data import AuditData
from gonogo.site.parts.audit_filter import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.plan import SitePlan


def write_files(site: SitePlan) -> Iterator[tuple[str, str]]:
    """One file for the site; no file without history.

    The data is a string that contains JSON, because browsers parse it faster than JavaScript literals.
    """
    if site.event_index is not None:
        document = json.dumps(AuditData(site).describe(), ensure_ascii=False, separators=(",", ":"))
        text = visible_json(document).replace("\\", "\\\\").replace("'", "\\'")
        yield site.audit_file(DATA), f"gonogoAudit(JSON.parse('{text}'));\n"
