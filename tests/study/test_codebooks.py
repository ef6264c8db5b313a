"""A new codebook version: its differences first, and the old passages listed for review."""

import pytest

from db.project import Project
from desktop.errors import UserError
from desktop.study import planning
from desktop.study.codebooks import current_codebook, install, propose, to_review
from desktop.study.coders import all_coders
from desktop.study.desk import Desk, load, save
from desktop.study.reading import article_rows


def mark_first_words(project: Project) -> None:
    desk = Desk(project, all_coders(project)[0])
    article = article_rows(project, desk.coder)[0]
    now = load(desk, article.id)
    save(desk, planning.mark(now, 5, 12, "editorialising")).result()


def test_the_same_codebook_changes_nothing(study: Project) -> None:
    proposal = propose(study, current_codebook(study).text, "same.md")
    assert proposal.differences == ()
    assert not install(study, proposal)


def test_a_changed_definition_lists_the_passages_to_look_at_again(study: Project) -> None:
    mark_first_words(study)
    old = current_codebook(study)
    head, _, tail = old.text.partition("## Editorialising")
    heading, _, rest = tail.partition("\n")
    new = f"{head}## Editorialising{heading}\n### Definition\nQuite another thing.\n{rest}"
    proposal = propose(study, new, "new.md")
    assert any("ditorialising" in difference.sentence for difference in proposal.differences)
    assert [passage.label for passage in proposal.affected] == ["editorialising"]
    assert to_review(study) == ()
    install(study, proposal)
    assert [passage.codebook for passage in to_review(study)] == [old.sha256]


def test_an_id_that_meant_something_else_before_is_refused(study: Project) -> None:
    first = '# Mine\n## Tone {#tone key=t colour="#205080" unit=free}\n### Definition\nHow it sounds.\n'
    second = '# Mine\n## Voice {#voice key=v colour="#205080" unit=free}\n'
    for text in (first, second):
        install(study, propose(study, text, "mine.md"))
    reused = '# Mine\n## Colour {#tone key=c colour="#a02020" unit=free}\n### Definition\nA paint.\n'
    with pytest.raises(UserError, match="tone"):
        propose(study, reused, "mine.md")
