"""The mutations in tests/mutations name existing code and tests; people run the mutation script manually."""

from __future__ import annotations

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "mutations" / "trust.py"
spec = importlib.util.spec_from_file_location("mutations_of_trust", SCRIPT)
assert spec is not None
assert spec.loader is not None
trust = importlib.util.module_from_spec(spec)
spec.loader.exec_module(trust)


def test_mutation_replaces_exactly_one_place() -> None:
    """The code that a mutation replaces occurs exactly once in its file."""
    counts = {
        mutation.rule: (trust.PACKAGE / mutation.file).read_text(encoding="utf-8").count(mutation.old)
        for mutation in trust.MUTATIONS
    }
    assert set(counts.values()) == {1}, {rule: count for rule, count in counts.items() if count != 1}


def test_mutation_names_existing_tests() -> None:
    """Every test file that a mutation names exists."""
    missing = [name for mutation in trust.MUTATIONS for name in mutation.tests if trust.find_test(name) is None]
    assert not missing
