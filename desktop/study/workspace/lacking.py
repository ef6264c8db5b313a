"""What a comparison lacks, and what to do about it, in one sentence."""

from desktop.agreement.intervals import FEWEST_ARTICLES
from desktop.study.agreement import Compared
from desktop.study.coders import shown_name

PLAN = "the study plan hands out such a sample"


def lacking(compared: Compared) -> str:
    """Return why there is nothing to compare and what to do; "" where two coders share an article."""
    done = compared.continuum.finished
    names = [shown_name(coder) for coder in compared.coders]
    if not names:
        return "Nobody has finished an article yet: let two coders finish the same articles."
    if len(names) == 1:
        return f"Only {names[0]} has finished articles: let a second coder finish some of the same ones."
    if int((done.sum(axis=0) >= 2).sum()) == 0:
        return (
            f"{_listed(names)} finished different articles: let two of them finish at least "
            f"{FEWEST_ARTICLES} of the same ones; {PLAN}."
        )
    return ""


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
