"""The page for coders: its example through the real command gives the numbers it prints."""

import re
from pathlib import Path

import pytest

from desktop.agreement.words import NAMES
from tests.cli.terminal import Terminal

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "agreement.md").read_text(encoding="utf-8")
COEFFICIENTS = {shown: name for name, shown in NAMES.items()}
QUESTIONS = {"any label": "any-label", "all labels": "all-labels", "where both marked": "both-marked"}


def printed() -> list[tuple[str, str, float]]:
    """The rows of the page's table: figure, what it is about, value."""
    lines = re.findall(r"^\| (.+?) \| (.+?) \| (-?\d\.\d{3}) \|", PAGE, re.MULTILINE)
    return [(figure.replace("\\|", "|"), about, float(value)) for figure, about, value in lines]


def test_the_page_has_a_table() -> None:
    assert len(printed()) == 13


@pytest.mark.parametrize(("figure", "about", "value"), printed())
def test_a_number_of_the_page_is_the_commands(
    terminal: Terminal, figure: str, about: str, value: float
) -> None:
    example = re.search(r"```csv\n(.+?)```", PAGE, re.DOTALL)
    assert example is not None
    terminal.write("example.csv", example[1])
    question = QUESTIONS.get(about, "label")
    wanted = {
        "coefficient": COEFFICIENTS[figure],
        "question": question,
        "label": about if question == "label" else None,
        "scope": "pooled",
        "variable": None,
    }
    rows = terminal.json("agreement", "--spans", "example.csv")["rows"]
    (row,) = [row for row in rows if wanted.items() <= row.items()]
    assert f"{row['value']:.3f}" == f"{value:.3f}"


def test_the_arithmetic_of_the_page() -> None:
    """Its formulas, with its numbers."""
    assert "2 · 45 · 155 / (200 · 199) = 0.351" in PAGE
    assert round(2 * 45 * 155 / (200 * 199), 3) == 0.351
    assert round(1 - 0.150 / (2 * 45 * 155 / (200 * 199)), 3) == 0.572
    chance = 2 * 0.225 * 0.775
    assert (round(chance, 3), round((0.850 - chance) / (1 - chance), 3)) == (0.349, 0.770)
    assert {f"{number:.3f}" for number in (0.351, 0.572, 0.349, 0.770)} <= set(re.findall(r"0\.\d{3}", PAGE))
