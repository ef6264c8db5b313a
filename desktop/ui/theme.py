"""How Pressmark looks: named colours, reading type, and the arithmetic that keeps both readable.

A theme is plain data; `desktop.ui.style` turns it into a palette and a style sheet. The colours of labels
come from the team's codebook and may suit no page at all, so they never reach the screen as they are:
`label_ink` and `label_tint` bring each to a contrast that can be read on the page of the theme.
"""

import colorsys
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

TEXT_CONTRAST = 4.5
"""The least contrast of anything that is read (WCAG 2.2, success criterion 1.4.3)."""
STEP = 8
"""All distances in the window are multiples of this many logical pixels (half of it inside controls)."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One look. Colours are `#rrggbb`; what is read has contrast 4.5 or more on page, panel and window."""

    id: str
    name: str
    dark: bool
    window: str
    """Behind everything: menu bar, list of articles, spaces between panels."""
    panel: str
    """Cards, codebook panel, inspector, dialogs."""
    page: str
    """Behind the article's text."""
    field: str
    """Behind what can be typed into."""
    text: str
    muted: str
    """Second-rank text: outlets, dates, hints."""
    dim: str
    """The article's own text where unmarked stretches are dimmed on request."""
    border: str
    """Hairlines between areas."""
    control: str
    """Edges of controls; contrast 3 or more against what they stand on."""
    accent: str
    on_accent: str
    accent_soft: str
    """Behind the chosen row or a pressed control."""
    hover: str
    selection: str
    selection_text: str
    lane: str
    """Behind the margin lanes."""
    warning: str
    warning_soft: str
    saving: str
    saved: str
    tint: float
    """How much of a label's ink is mixed into the page behind a passage."""

    def label_ink(self, colour: str) -> str:
        """Return the label's colour as letters and lines can carry it on page, lanes, panels and window."""
        for background in (self.page, self.lane, self.panel, self.window):
            colour = readable(colour, background, TEXT_CONTRAST)
        return colour

    def label_tint(self, colour: str) -> str:
        """Return the label's colour as the background of a passage, on which the text stays readable."""
        return mix(self.page, self.label_ink(colour), self.tint)

    def on_label(self, colour: str) -> str:
        """Return the colour of a letter that stands on a filled patch of the label's ink."""
        ink = self.label_ink(colour)
        return max((self.page, self.text, "#ffffff", "#000000"), key=lambda other: contrast(other, ink))


@dataclass(frozen=True, slots=True)
class Reading:
    """How an article is set: family, size in points, line height as a factor, column width in characters."""

    family: str = "Source Serif Pro"
    size: float = 13.0
    line_height: float = 1.55
    column: int = 72

    def at(self, size: float) -> "Reading":
        """Return the same setting at another size, kept between 8 and 40 points."""
        return replace(self, size=within(size, SIZES))


SIZES = (8.0, 40.0)
"""The smallest and the largest type, in points."""
LINE_HEIGHTS = (1.2, 2.4)
COLUMNS = (40, 120)
"""The narrowest and the widest column, in characters."""
N = TypeVar("N", int, float)


def reading(family: str, size: float, line_height: float, column: int) -> Reading:
    """Return a setting that can be read, whatever was asked for."""
    return Reading(
        family or Reading().family,
        within(float(size), SIZES),
        within(float(line_height), LINE_HEIGHTS),
        within(int(column), COLUMNS),
    )


def within(value: N, least_and_most: tuple[N, N]) -> N:
    """Return the value, or the bound that it goes beyond."""
    return min(max(value, least_and_most[0]), least_and_most[1])


LIGHT = Theme(
    id="light",
    name="Light",
    dark=False,
    window="#f2f0eb",
    panel="#f9f7f3",
    page="#fffdf9",
    field="#fffdf9",
    text="#23211e",
    muted="#625d55",
    dim="#76716a",
    border="#dedad1",
    control="#847e73",
    accent="#2b5c8a",
    on_accent="#ffffff",
    accent_soft="#dde7f0",
    hover="#e9e6df",
    selection="#c4dbf0",
    selection_text="#15202b",
    lane="#f7f4ee",
    warning="#9c3a12",
    warning_soft="#fbeadf",
    saving="#85580a",
    saved="#2c6848",
    tint=0.16,
)

DARK = Theme(
    id="dark",
    name="Dark",
    dark=True,
    window="#18191b",
    panel="#1f2023",
    page="#1c1d1f",
    field="#26272b",
    text="#dcd8d1",
    muted="#aba69d",
    dim="#8c8881",
    border="#33353a",
    control="#7b7d84",
    accent="#8db8e2",
    on_accent="#10202f",
    accent_soft="#2a3a4b",
    hover="#292b2f",
    selection="#35536f",
    selection_text="#f4f1ea",
    lane="#222326",
    warning="#f0a67c",
    warning_soft="#3a2820",
    saving="#e0b563",
    saved="#86c5a0",
    tint=0.22,
)

SEPIA = Theme(
    id="sepia",
    name="Sepia",
    dark=False,
    window="#e9dcc2",
    panel="#f1e6d0",
    page="#f6edda",
    field="#fbf4e6",
    text="#382b1c",
    muted="#654f36",
    dim="#776246",
    border="#d4c3a2",
    control="#86704b",
    accent="#7b4316",
    on_accent="#fff8ea",
    accent_soft="#e6d0ac",
    hover="#e2d2b3",
    selection="#e2c48f",
    selection_text="#2a1e10",
    lane="#f0e4cb",
    warning="#98320c",
    warning_soft="#f3d9bd",
    saving="#7a4d00",
    saved="#375f35",
    tint=0.15,
)

HIGH_CONTRAST = Theme(
    id="high-contrast",
    name="High contrast",
    dark=True,
    window="#000000",
    panel="#000000",
    page="#000000",
    field="#000000",
    text="#ffffff",
    muted="#e6e6e6",
    dim="#b8b8b8",
    border="#bdbdbd",
    control="#ffffff",
    accent="#ffd84a",
    on_accent="#000000",
    accent_soft="#4a3d00",
    hover="#2e2e2e",
    selection="#ffd84a",
    selection_text="#000000",
    lane="#000000",
    warning="#ffb08a",
    warning_soft="#3d1600",
    saving="#ffd84a",
    saved="#8ef0b4",
    tint=0.28,
)

THEMES = (LIGHT, DARK, SEPIA, HIGH_CONTRAST)
SYSTEM = "system"
"""The choice that follows the system's own light or dark."""


def theme(choice: str, *, system_dark: bool = False) -> Theme:
    """Return the theme a person chose; `system`, or a name that is not known, follows the system."""
    for each in THEMES:
        if each.id == choice:
            return each
    return DARK if system_dark else LIGHT


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(one: str, other: str, share: float) -> str:
    """Return `one` with `share` (0 to 1) of `other` mixed in."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return _hex(tuple(a + (b - a) * share for a, b in pairs))


@lru_cache(maxsize=1024)
def readable(colour: str, background: str, at_least: float = TEXT_CONTRAST) -> str:
    """Return `colour`, made lighter or darker (same hue) until it has that contrast on `background`."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    towards = 1.0 if luminance(background) < 0.18 else 0.0
    for step in range(41):
        level = lightness + (towards - lightness) * step / 40
        candidate = _hex(colorsys.hls_to_rgb(hue, level, saturation))
        if contrast(candidate, background) >= at_least:
            return candidate
    return "#ffffff" if towards else "#000000"


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[float, float, float]:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _hex(channels: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(min(max(channel, 0.0), 1.0) * 255):02x}" for channel in channels)
