"""Bars are readable without color: in gray, and for people who cannot distinguish red from green."""

from __future__ import annotations

import base64
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Locator, Page

_SCALE = 4  # screen pixels per CSS pixel, for sharp edges of segments
_VISIONS = ("none", "achromatopsia", "deuteranopia", "protanopia")
_MARGIN = 4
_ENOUGH = 3  # WCAG 2.2, 1.4.11: contrast of adjacent parts of a graphic
_PAIRS = {
    ("done", "excused"),
    ("done", "track"),
    ("done", "blocked"),
    ("excused", "track"),
    ("excused", "blocked"),
    ("track", "blocked"),
}
# the pixels of an image, decoded by the browser: width, then RGBA in base64
_DECODE = """async data => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + data)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return [image.width, btoa(text)];
}"""
# the segments of a bar from left to right: name, left edge and right edge in pixels of CSS from its left edge
_SEGMENTS = """bar => {
  const left = bar.getBoundingClientRect().x;
  const place = rect => {
    const { x, right } = rect.getBoundingClientRect();
    return [rect.getAttribute("class"), x - left, right - left];
  };
  const [track, ...others] = [...bar.querySelectorAll("rect")].map(place);
  let at = 0;
  const all = [];
  for (const [name, start, end] of others) {
    if (start - at > 2) all.push(["track", at, start]);
    all.push([name, start, end]);
    at = end;
  }
  if (track[2] - at > 2) all.push(["track", at, track[2]]);
  return all;
}"""


class _Segment(NamedTuple):
    """A part of a bar: its columns on the screen."""

    name: str
    start: int
    end: int


class _Picture(NamedTuple):
    """A screenshot of a bar: the luminance of its pixels, row by row, by WCAG 2.2."""

    rows: Sequence[Sequence[float]]

    def column(self, at: int) -> list[float]:
        return [row[at] for row in self.rows]


def _luminance(red: int, green: int, blue: int) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (red / 255, green / 255, blue / 255)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _photograph(page: Page, bar: Locator) -> _Picture:
    """A screenshot of the bar, with a left margin in the color of the page."""
    box = bar.bounding_box()
    assert box is not None
    clip = {"x": box["x"] - _MARGIN, "y": box["y"], "width": box["width"] + _MARGIN, "height": box["height"]}
    width, text = page.evaluate(_DECODE, base64.b64encode(page.screenshot(clip=clip)).decode())
    pixels = base64.b64decode(text)
    shades = [_luminance(*pixels[at : at + 3]) for at in range(0, len(pixels), 4)]
    rows = [shades[at : at + width] for at in range(0, len(shades), width)]
    edge = len(rows) // 4  # the upper and lower edges of a segment have the color of the page
    return _Picture(rows[edge:-edge])


def _read(bar: Locator) -> Iterator[_Segment]:
    for name, start, end in bar.evaluate(_SEGMENTS):
        yield _Segment(name, round((start + _MARGIN) * _SCALE), round((end + _MARGIN) * _SCALE))


def _ink(picture: _Picture, segment: _Segment, paper: float) -> float:
    """The luminance in a segment with the highest contrast to the page."""
    inside = range(segment.start + 2 * _SCALE, segment.end - 2 * _SCALE)
    return max((shade for at in inside for shade in picture.column(at)), key=lambda shade: _contrast(shade, paper))


def _slant(picture: _Picture, segment: _Segment, paper: float, ink: float) -> int:
    """The hatching of a segment: 0 is none, 1 falls to the right, -1 rises."""
    middle = (paper + ink) / 2
    inside = range(segment.start + 3 * _SCALE, min(segment.end, segment.start + 20 * _SCALE) - 3 * _SCALE)
    is_ink = [[(row[at] > middle) == (ink > middle) for at in inside] for row in picture.rows]
    if all(map(all, is_ink)):
        return 0
    alike = {
        shift: sum(
            upper[at] == lower[at + shift] for upper, lower in pairwise(is_ink) for at in range(1, len(inside) - 1)
        )
        for shift in (-1, 1)
    }
    return max(alike, key=lambda shift: alike[shift])


def _gap(picture: _Picture, edge: int, paper: float) -> float:
    """The width in CSS pixels of the gap in the color of the page between two segments."""
    near = range(edge - 2 * _SCALE, edge + 2 * _SCALE)
    return sum(all(_contrast(shade, paper) < 1.05 for shade in picture.column(at)) for at in near) / _SCALE


class _Border(NamedTuple):
    """Two adjacent segments: their contrast, the lower contrast to the page, their gap, and their hatchings."""

    contrast: float
    to_page: float
    gap: float
    slants: tuple[int, int]

    @property
    def is_seen(self) -> bool:
        is_gap = self.gap >= 2 and self.to_page >= _ENOUGH and self.slants[0] != self.slants[1]
        return is_gap or self.contrast >= _ENOUGH


def _compare(picture: _Picture, left: _Segment, right: _Segment) -> _Border:
    paper = picture.rows[0][0]
    one, other = (_ink(picture, segment, paper) for segment in (left, right))
    return _Border(
        _contrast(one, other),
        min(_contrast(one, paper), _contrast(other, paper)),
        _gap(picture, left.end, paper),
        (_slant(picture, left, paper, one), _slant(picture, right, paper, other)),
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_segments_of_a_bar_are_distinguishable_without_color(
    browser: Browser, planned_address: str, scheme: str
) -> None:
    """Adjacent segments have a contrast of 3:1, or a gap between them and different hatchings."""
    size = {"width": 1280, "height": 2400}
    with browser.new_context(color_scheme=scheme, device_scale_factor=_SCALE, viewport=size) as context:
        page = context.new_page()
        page.goto(f"{planned_address}shop/v1/before/")
        # a copy of a bar with the only two adjacent segments that no section of the project has
        page.evaluate("""() => {
          const bar = [...document.querySelectorAll(".gonogo-progress .gonogo-meter")].at(-2);
          const copy = bar.cloneNode(true);
          copy.querySelector(".done").setAttribute("class", "excused");
          bar.after(copy);
        }""")
        bars = page.locator(".gonogo-progress .gonogo-meter").all()
        emulation, seen = context.new_cdp_session(page), set()
        for vision in _VISIONS:
            emulation.send("Emulation.setEmulatedVisionDeficiency", {"type": vision})
            for bar in bars:
                picture = _photograph(page, bar)
                for left, right in pairwise(_read(bar)):
                    border = _compare(picture, left, right)
                    assert border.is_seen, (vision, left.name, right.name, border)
                    seen.add((left.name, right.name))
        assert seen >= _PAIRS, _PAIRS - seen


def test_icon_has_a_word(browser: Browser, planned_address: str) -> None:
    """Every shape has a visible word or an accessible name."""
    with browser.new_context() as context:
        page = context.new_page()
        for path in ("", "findings/", "shop/v1/", "shop/v1/before/", "shop/v1/run-sheet/", "shop/v1/sign-offs/"):
            page.goto(planned_address + path)
            icons = page.locator("svg.gonogo-i")
            assert icons.count(), path
            mute = "icons => icons.filter(i => !i.ariaLabel && !i.parentElement.innerText.trim()).map(i => i.outerHTML)"
            assert icons.evaluate_all(mute) == [], path
