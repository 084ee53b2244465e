"""The metrics page shows the number of met metrics, and each observed number as a bar with its target."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from building import Files, lay_out, write_release
from built_site import Html
from gonogo.model.target import compare, parse_target
from gonogo.pipelines import site_build

if TYPE_CHECKING:
    from pathlib import Path

BEFORE, AFTER = datetime(2026, 2, 25, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC)
SECTIONS = """
first-day:
  title: First day
  phase: after
  kind: metrics
  window: 24h
  items:
    speed:
      observed:{}
      title: Speed
      target: < 800 ms
    users:
      observed:{}
      title: Users
      target: at least 80%
      window: 1w
"""


def _page(root: Path, *observed: str, as_of: datetime = BEFORE) -> tuple[str, str]:
    """The Markdown of the metrics page, and its visible text."""
    lay_out(root, Files(release=write_release(SECTIONS.format(*(f" {value}".rstrip() for value in observed)))))
    source = site_build.build_site(root, as_of, site_build.SiteOptions()).sources["shop/v1/metrics/index.md"]
    page = Html()
    page.feed(source.partition("---\n\n")[2])
    return source, " ".join(page.text.split())


@pytest.mark.parametrize(
    ("observed", "as_of", "expected"),
    [
        pytest.param(
            ("", ""), BEFORE, "0 of 2 met 2 are not measured; the first window ends Mon 2 Mar", id="none measured"
        ),
        pytest.param(
            ("", ""), AFTER, "0 of 2 met 2 are not measured; the first window ended Mon 2 Mar", id="window has passed"
        ),
        pytest.param(("590", ""), AFTER, "1 of 2 met 1 is not measured; the first window ends Sun 8 Mar", id="one met"),
        pytest.param(("900", "81%"), AFTER, "1 of 2 met 1 is missed ## First day", id="missed"),
        pytest.param(("590", "81%"), AFTER, "2 of 2 met ## First day", id="all met"),
    ],
)
def test_metrics_page_begins_with_the_number_of_met_metrics(
    tmp_path: Path, observed: tuple[str, str], as_of: datetime, expected: str
) -> None:
    """The page begins with the numbers of met, missed and unmeasured metrics, and the end of the first window."""
    assert expected in _page(tmp_path, *observed, as_of=as_of)[1]


@pytest.mark.parametrize(
    ("observed", "bar"),
    [
        pytest.param("400", 'class="met" x="0%" width="87.0%"', id="below the target"),
        pytest.param("0.4 s", 'class="seen" y="30%" width="43.5%"', id="another unit"),
        pytest.param("1600", 'class="seen" y="30%" width="87.0%"', id="twice the target"),
        pytest.param("1600", 'class="met" x="0%" width="43.5%"', id="target on the same scale"),
    ],
)
def test_metric_bar_is_to_scale(tmp_path: Path, observed: str, bar: str) -> None:
    """The bar covers zero to slightly more than the larger number."""
    assert bar in _page(tmp_path, observed, "")[0]


def test_metric_bar_of_a_percentage_covers_one_hundred(tmp_path: Path) -> None:
    """The bar of a percentage covers 0 to 100 %, as readers expect."""
    source, _ = _page(tmp_path, "", "81%")
    assert 'class="met" x="80.0%" width="20.0%"' in source
    assert 'aria-label="81%, target at least 80%"' in source


@pytest.mark.parametrize("target", ["= 0", "> -5", "everybody is happy"])
def test_metric_without_a_scale_from_zero_has_no_bar(tmp_path: Path, target: str) -> None:
    """A metric gets no bar if the bar would be empty or misleading."""
    observed = "met" if "happy" in target else "0"
    release = write_release(SECTIONS.format(f" {observed}", "").replace("target: < 800 ms", f'target: "{target}"'))
    lay_out(tmp_path, Files(release=release))
    source = site_build.build_site(tmp_path, BEFORE, site_build.SiteOptions()).sources["shop/v1/metrics/index.md"]
    assert "gonogo-target" not in source


def test_compare_converts_to_one_unit() -> None:
    """The comparison converts both numbers to the unit of the target: 2 seconds become 2000 milliseconds."""
    assert compare(parse_target("< 1500 ms"), "2 s") == (2000, 1500)
