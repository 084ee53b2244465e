"""The page of metrics: how many are met, and each observed number as a bar against its target."""

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
    """The Markdown of the page of metrics, and the text of it that a reader sees."""
    lay_out(root, Files(release=write_release(SECTIONS.format(*(f" {value}".rstrip() for value in observed)))))
    source = site_build.build_site(root, as_of, site_build.SiteOptions()).sources["shop/v1/metrics/index.md"]
    page = Html()
    page.feed(source.partition("---\n\n")[2])
    return source, " ".join(page.text.split())


@pytest.mark.parametrize(
    ("observed", "as_of", "said"),
    [
        pytest.param(("", ""), BEFORE, "0 of 2 met 2 are not measured; the first window ends Mon 2 Mar", id="none"),
        pytest.param(("", ""), AFTER, "0 of 2 met 2 are not measured; the first window ended Mon 2 Mar", id="late"),
        pytest.param(("590", ""), AFTER, "1 of 2 met 1 is not measured; the first window ends Sun 8 Mar", id="one"),
        pytest.param(("900", "81%"), AFTER, "1 of 2 met 1 is missed ## First day", id="missed"),
        pytest.param(("590", "81%"), AFTER, "2 of 2 met ## First day", id="all"),
    ],
)
def test_page_begins_with_the_number_of_metrics_that_are_met(
    tmp_path: Path, observed: tuple[str, str], as_of: datetime, said: str
) -> None:
    """And says how many are missed or not measured, and until when the first of them is to be measured."""
    assert said in _page(tmp_path, *observed, as_of=as_of)[1]


@pytest.mark.parametrize(
    ("observed", "bar"),
    [
        pytest.param("400", 'class="met" x="0%" width="87.0%"', id="below"),
        pytest.param("0.4 s", 'class="seen" y="30%" width="43.5%"', id="another unit"),
        pytest.param("1600", 'class="seen" y="30%" width="87.0%"', id="twice the target"),
        pytest.param("1600", 'class="met" x="0%" width="43.5%"', id="the target is where it is on that scale"),
    ],
)
def test_observed_number_is_drawn_to_scale(tmp_path: Path, observed: str, bar: str) -> None:
    """From zero to a little beyond the larger of both numbers."""
    assert bar in _page(tmp_path, observed, "")[0]


def test_percentage_is_drawn_of_a_hundred(tmp_path: Path) -> None:
    """Of two percentages a reader expects the whole."""
    source, _ = _page(tmp_path, "", "81%")
    assert 'class="met" x="80.0%" width="20.0%"' in source
    assert 'aria-label="81%, target at least 80%"' in source


@pytest.mark.parametrize("target", ["= 0", "> -5", "everybody is happy"])
def test_number_without_a_scale_from_zero_has_no_bar(tmp_path: Path, target: str) -> None:
    """Nothing is drawn that would say nothing or mislead."""
    observed = "met" if "happy" in target else "0"
    release = write_release(SECTIONS.format(f" {observed}", "").replace("target: < 800 ms", f'target: "{target}"'))
    lay_out(tmp_path, Files(release=release))
    source = site_build.build_site(tmp_path, BEFORE, site_build.SiteOptions()).sources["shop/v1/metrics/index.md"]
    assert "gonogo-target" not in source


def test_numbers_are_compared_in_one_unit() -> None:
    """Two seconds against 1500 milliseconds."""
    assert compare(parse_target("< 1500 ms"), "2 s") == (2000, 1500)
