"""The lead writes the report, and the figure in its methods paragraph is the one worked out by hand."""

import csv

from tests.e2e.person import Person
from tests.e2e.test_two_coders_compare import ARTICLES, MOTIVE, SNEER, lead, table

__all__ = ["lead"]  # the lead with a project of six articles


def test_the_methods_paragraph_holds_the_figure_worked_out_by_hand(lead: Person) -> None:
    """Of 24 sentences Anna marks 12 and Ben 6 of those: 6 differ, 18 of 48 answers are yes, 30 no.

    α = 1 - 47 · 2 · 6 / (2 · 18 · 30) = 0.478; raw agreement is 18 / 24.
    """
    lead.writes("anna.csv", table("Anna", [SNEER, MOTIVE], list(ARTICLES)))
    lead.writes("ben.csv", table("Ben", [SNEER], list(ARTICLES)))
    lead.does("labels import council anna.csv")
    lead.does("labels import council ben.csv")
    lead.does("report council paper.md")
    paper = (lead.folder / "paper.md").read_text(encoding="utf-8")
    assert "Editorialising: α = 0.478" in paper
    assert "raw agreement 0.750" in paper
    assert "2 coders coded 6 articles independently" in paper
    lead.does("report council tables")
    with (lead.folder / "tables" / "reliability.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["Label"]: row for row in csv.DictReader(file)}
    assert rows["Editorialising"]["α"] == "0.478"
