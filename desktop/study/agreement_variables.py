"""What coders decide beside labels, as variables of an agreement table: set aside, flags, attributes."""

from collections.abc import Callable, Sequence

from db.records import ArticleMark, Finished, Passage, Progress
from desktop.agreement.article_rows import Variable
from desktop.codebook import Attribute, Codebook, Flag

YES, NO = "yes", "no"
UNSURE = "unsure"
ASIDE, CODED = "set aside", "coded"


def set_aside_variable(
    finished: Sequence[Finished], aside: Sequence[Progress], coders: Sequence[str]
) -> Variable | None:
    """Return who coded and who set aside each article, or None where nobody set anything aside.

    An article counts for a coder who finished it or set it aside.
    """
    if not aside:
        return None
    everyone = sorted({*coders, *(step.coder for step in aside)})
    done = {(item.progress.coder, item.progress.article): CODED for item in finished}
    done.update({(step.coder, step.article): ASIDE for step in aside})
    articles = sorted({article for _, article in done})
    chosen = coders if set(everyone) <= set(coders) else everyone
    values = tuple(tuple(done.get((coder, article)) for article in articles) for coder in chosen)
    return Variable(ASIDE, "article", "nominal", (CODED, ASIDE), values)


def passage_variables(codebook: Codebook, finished: Sequence[Finished]) -> tuple[Variable, ...]:
    """Return the flags and attributes of passages, each with one value per compared passage in order."""
    passages = [passage for item in finished for passage in item.passages]
    found = []
    for flag in codebook.flags:
        if flag.of == "passage" and any(_has_flag(flag.id)(p) for p in passages):
            has = _has_flag(flag.id)
            values = tuple(YES if has(p) else NO for p in passages)
            found.append(Variable(f"flag {flag.id}", "passage", "nominal", (NO, YES), (values,)))
    for attribute in codebook.attributes:
        if attribute.of == "passage":
            given = tuple(dict(p.attributes).get(attribute.id) or None for p in passages)
            if any(given):
                found.append(_of_attribute(attribute, (given,)))
    return tuple(found)


def _has_flag(identity: str) -> Callable[[Passage], bool]:
    if identity == UNSURE:
        return lambda passage: passage.unsure or UNSURE in passage.flags
    return lambda passage: identity in passage.flags


def _of_attribute(attribute: Attribute, values: tuple[tuple[str | None, ...], ...]) -> Variable:
    metric = "ordinal" if attribute.kind == "scale" else "nominal"
    return Variable(f"attribute {attribute.id}", attribute.of, metric, tuple(attribute.options), values)


def article_variables(
    codebook: Codebook, finished: Sequence[Finished], marks: Sequence[ArticleMark], coders: Sequence[str],
    articles: Sequence[str],
) -> tuple[Variable, ...]:  # fmt: skip
    """Return the flags and attributes of articles; a flag that a coder who finished did not set is no."""
    done = {(item.progress.coder, item.progress.article) for item in finished}
    given = {(mark.coder, mark.article, mark.key): mark.value for mark in marks if mark.value}
    keys = {key for _, _, key in given}
    found = []
    entries: tuple[Flag | Attribute, ...] = (*codebook.flags, *codebook.attributes)
    for entry in entries:
        if entry.of != "article" or entry.id not in keys:
            continue
        values = tuple(
            tuple(_value(entry, given.get((c, a, entry.id)), (c, a) in done) for a in articles)
            for c in coders
        )
        if isinstance(entry, Flag):
            found.append(Variable(f"flag {entry.id}", "article", "nominal", (NO, YES), values))
        else:
            found.append(_of_attribute(entry, values))
    return tuple(found)


def _value(entry: Flag | Attribute, given: str | None, done: bool) -> str | None:
    if not done:
        return None
    if isinstance(entry, Flag):
        return YES if given else NO
    return given
