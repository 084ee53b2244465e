"""This clone does not have the main branch, so nothing is verified against history.

A decision counts once it is on the main branch. Without that branch, gonogo cannot verify any sign-off, waiver or
change of the registry, so the other rules about history find nothing.

Example:
    git clone --single-branch --branch topic https://git.example.com/shop

Do instead: fetch the main branch. If it has another name than `main`, write the name in policy.yml, for example
`main: trunk`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.core.nodes import START, Location
from gonogo.model.trust_codes import TrustCode
from gonogo.trust.registry_values import POLICY_PATH
from gonogo.trust.unverified import Unverified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    cause, policy = assessment.verification, assessment.snapshot.policy
    if isinstance(cause, Unverified) and cause.code == TrustCode.MAIN_NOT_HERE:
        hint = f"{cause.hint}; if the main branch has another name, write it in policy.yml as `main`"
        yield Finding(policy.where.at("main") if policy else Location(POLICY_PATH, START), cause.reason, hint)
