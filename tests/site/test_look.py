"""Colors are readable and shapes exist, according to the style sheet and the templates."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from gonogo.core.diagnostics import Severity
from gonogo.format.sections import KINDS
from gonogo.site.layout import SPECIAL
from gonogo.site.parts.findings import SHAPES

_OUTPUTS = resources.files("gonogo.outputs")
_CSS = (_OUTPUTS / "assets" / "gonogo.css").read_text(encoding="utf-8")
_TEMPLATES = {file.name: file.read_text(encoding="utf-8") for file in (_OUTPUTS / "templates").iterdir()}
# --md-default-bg-color of Material's two schemes, the dark one with its default --md-hue of 225: hsl(225 15% 14%)
_PAGE = {"default": "#ffffff", "slate": "#1e2129"}
_READABLE = 4.5  # WCAG 2.2, 1.4.3, for text of normal size


def _tokens(scheme: str) -> dict[str, str]:
    """The colors of a scheme by name; the dark scheme overrides some light colors."""
    light, dark = (re.search(rf"{start} {{(.*?)}}", _CSS, re.DOTALL) for start in (":root", r'\[[^\]]*="slate"\]'))
    assert light
    assert dark
    found = light[1] + (dark[1] if scheme == "slate" else "")
    return dict(re.findall(r"--gonogo-([a-z-]+): (#[0-9a-f]{3,6});", found))


def _luminance(colour: str) -> float:
    """The relative luminance according to WCAG 2.2."""
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_text_has_enough_contrast_in_every_tone(scheme: str) -> None:
    """Each tone, quiet text and the words on a verdict have a contrast of at least 4.5 to 1 in both schemes."""
    tokens, page = _tokens(scheme), _PAGE[scheme]
    pairs = [(tokens[tone], ground) for tone in ("fg", "quiet") for ground in (page, tokens["surface"])]
    for tone in ("good", "bad", "warn", "info", "mute"):
        pairs += [(tokens[tone], page), (tokens[tone], tokens[f"{tone}-bg"])]
    pairs += [(tokens[f"{verdict}-on"], tokens[f"{verdict}-solid"]) for verdict in ("go", "nogo", "cond")]
    for text, ground in pairs:
        assert _contrast(text, ground) >= _READABLE, (text, ground, round(_contrast(text, ground), 2))


def test_contrast_is_correct_at_its_extremes() -> None:
    """Black on white has 21 to 1, and equal colors have 1 to 1."""
    assert (round(_contrast("#000", "#fff"), 1), _contrast("#777777", "#777")) == (21, 1)


def test_every_named_shape_exists() -> None:
    """Every shape that a state or a template names exists, so states never differ only by color."""
    drawn = set(re.findall(r'<symbol id="gonogo_(\w+)"', _TEMPLATES["sprite.html"]))
    drawn |= set(re.findall(r'^"(\w+)": "', _TEMPLATES["_shapes.html"], re.MULTILINE))
    named = {state.shape for kind in KINDS for state in kind.entry.states} | {SHAPES[severity] for severity in Severity}
    for text in _TEMPLATES.values():
        named |= set(re.findall(r'icon\("(\w+)"', text))
    assert named - drawn == set()


def test_every_page_of_a_kind_exists() -> None:
    """Each page that a kind names exists, because its sections are on no other page."""
    assert {kind.page for kind in KINDS if kind.page} <= set(SPECIAL)
