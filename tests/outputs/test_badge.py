"""`badge.svg` shows the same verdict and progress as the pages, or the outcome of the release."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

import gonogo
from edits import POLICY, SYSTEM, append, put, put_top, write
from edits import V1 as RELEASE
from gonogo.pipelines.project_plan import SiteOptions
from gonogo.pipelines.site_build import Site, build_site
from gonogo.site.parts.text_width import measure_text
from planned import write_planned_project
from shop import DORA, MALLORY
from team import AFTER, BEFORE, Team

if TYPE_CHECKING:
    from collections.abc import Callable

SVG = "{http://www.w3.org/2000/svg}"
ASSETS = Path(gonogo.__file__).parent / "outputs" / "assets"
PHONE = "+49 30 901820"


def build(root: Path, as_of: str = BEFORE, url: str = "") -> Site:
    return build_site(root, datetime.fromisoformat(as_of), SiteOptions(url=url))


def read(site: Site, release: str = "shop/v1") -> ET.Element:
    return ET.fromstring(site.files[f"{release}/badge.svg"])  # noqa: S314 - our own file


def read_texts(badge: ET.Element) -> tuple[str, ...]:
    """The texts of a badge, which are also its accessible name."""
    texts = tuple(str(text.text) for text in badge.iter(f"{SVG}text"))
    assert badge.get("role") == "img"
    assert badge.get("aria-label") == badge.findtext(f"{SVG}title") == ": ".join(texts)
    return texts


def is_open(team: Team) -> None:
    team.push(DORA, put("tests", status="open"))


def is_signed(team: Team) -> None:
    team.sign_all()


def is_closed(outcome: str) -> Callable[[Team], None]:
    def close(team: Team) -> None:
        team.sign_all()
        team.wait_until("2026-03-15T08:00")
        team.push(DORA, put_top(RELEASE, outcome=outcome))

    return close


def is_closed_by_a_stranger(team: Team) -> None:
    team.push(MALLORY, put_top(RELEASE, outcome="deployed"))


def lacks_main(team: Team) -> None:
    team.make()
    team.git("branch", "--move", "main", "work")


def is_closed_without_main(team: Team) -> None:
    team.push(DORA, put_top(RELEASE, outcome="deployed"))
    lacks_main(team)


def is_broken(team: Team) -> None:
    team.push(DORA, write(RELEASE, "release: ["))


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param(is_open, "NO-GO 6/10", id="open"),
        pytest.param(is_signed, "GO 10/10", id="signed"),
        pytest.param(is_closed("deployed"), "deployed 15 Mar 2026", id="deployed"),
        pytest.param(is_closed("rolled-back"), "rolled back 15 Mar 2026", id="rolled back"),
        pytest.param(is_closed("cancelled"), "cancelled 15 Mar 2026", id="cancelled"),
        pytest.param(is_closed_by_a_stranger, "NO-GO 7/10", id="outcome by a person without the right"),
        pytest.param(lacks_main, "NO-GO 7/10, not verified", id="not verified"),
        pytest.param(is_closed_without_main, "deployed, not verified", id="outcome not verified"),
        pytest.param(is_broken, "NO-GO, file cannot be read", id="broken"),
    ],
)
def test_badge_shows_verdict_or_outcome(story: Callable[[Team], None], expected: str, tmp_path: Path) -> None:
    """The badge has the title, then verdict and progress or outcome and day, and marks unverified results."""
    team = Team(tmp_path)
    story(team)
    team.make()
    badge = read(build(tmp_path, AFTER))
    assert read_texts(badge) == ("Shop v1", expected)
    fills = {str(element.get("fill")) for element in badge.iter() if element.get("fill")}
    assert ("#0b6839" in fills) == expected.startswith("GO ")  # green


def test_badge_shows_the_progress_of_the_judgement(tmp_path: Path) -> None:
    """The badge shows the numbers of settled and of all entries."""
    site = build(write_planned_project(tmp_path))
    for ref, judgement in site.judgements.items():
        shown = read_texts(read(site, str(ref)))[1]
        expected = "deployed, not verified" if ref.release == "v0.9" else "NO-GO {}/{}, not verified"
        assert shown == expected.format(*judgement.progress)


def test_badge_colors_are_readable_and_in_the_style_sheet() -> None:
    """Text has a contrast of at least 4.5 to 1 on every color of the template."""
    template = (ASSETS.parent / "templates" / "badge.svg").read_text(encoding="utf-8")
    fills = dict(re.findall(r'"([\w-]+)": "(#\w+)"', template))
    assert set(fills) == {"go", "nogo", "cond", "deployed", "rolled-back", "cancelled"}
    style = (ASSETS / "gonogo.css").read_text(encoding="utf-8")
    for look, fill in {**fills, "name": "#2b2f36"}.items():
        assert look == "name" or f"solid: {fill}" in style
        assert contrast(fill, "#1d1300" if look == "cond" else "#ffffff") >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colors (WCAG 2.2)."""
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    parts = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("", 0, id="empty text"),
        pytest.param("GO 1/1", 41, id="letters"),
        pytest.param("Ångström", 55, id="accents do not change the width"),
        pytest.param("日本", 22, id="other scripts are squares"),
    ],
)
def test_measure_text_adds_the_widths_of_the_letters(text: str, width: int) -> None:
    """The width of a text is the sum of its letters in whole pixels, and is the same on every machine."""
    assert measure_text(text) == width


def test_badge_and_its_markdown_escape_a_hostile_name(tmp_path: Path) -> None:
    """The image parses as XML, and the name creates no element and no link."""
    name = """'</text><script>alert(1)</script> ](x) **b** `c` <b> &amp; "q"'"""
    Team(tmp_path, put_top(SYSTEM, name=name)).make()
    site = build(tmp_path, url="https://docs.example/ready")
    badge = read(site)
    assert {element.tag.removeprefix(SVG) for element in badge.iter()} == {"svg", "title", "rect", "path", "g", "text"}
    assert read_texts(badge)[0] == f"{name[1:-1]} v1"
    page = site.sources["shop/v1/index.md"]
    assert "<script>alert" not in page
    [markdown] = re.findall(r"<pre>(.*Readiness of.*)</pre>", page)
    assert markdown.replace("&#91;", "[").replace("&#93;", "]").replace("&#96;", "`") == (
        r"[![Readiness of \&lt;\/text\&gt;\&lt;script\&gt;alert\(1\)\&lt;\/script\&gt; \](x\) \*\*b\*\* \`c\` "
        r"\&lt;b\&gt; \&amp;amp\; \&#34;q\&#34; v1](https://docs.example/ready/shop/v1/badge.svg)]"
        "(https://docs.example/ready/shop/v1/)"
    ).replace(r"](x\)", r"]\(x\)")


def test_badge_markdown_requires_site_url(tmp_path: Path) -> None:
    """Without `site_url`, the overview asks for it, because a relative link would not work in another repository."""
    Team(tmp_path).make()
    page = build(tmp_path).sources["shop/v1/index.md"]
    assert '<img src="badge.svg" alt="Readiness of Shop v1" height="20"> <a href="badge.svg">badge.svg</a>' in page
    assert "set <code>site_url</code> in <code>mkdocs.yml</code>" in page


def test_public_badge_hides_private_values(tmp_path: Path) -> None:
    """Neither the badge nor the overview of a public site has the phone number from a system name."""
    contact = append(f"contacts:\n  lead:\n    title: Lead\n    phone: {PHONE}\n", path=SYSTEM)
    Team(tmp_path, contact, put_top(SYSTEM, name=f"Call {PHONE}"), put_top(POLICY, audience="public")).make()
    site = build(tmp_path, url="https://docs.example")
    assert read_texts(read(site))[0] == "Call (not public) v1"
    assert "901820" not in site.sources["shop/v1/index.md"]
