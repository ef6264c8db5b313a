"""Work that came in for an article which is not here with the same text: listed, counted in no figure."""

from dataclasses import dataclass

from db import articles, held
from db.ids import article_id
from db.project import Project
from db.records import Coder, Passage
from desktop.study.coders import all_coders
from desktop.wording import counted


@dataclass(frozen=True, slots=True)
class KeptAside:
    """One coder's work on one such text. `name` is the article of that name here, "" where there is none."""

    coder: Coder
    article: str
    name: str
    passages: tuple[Passage, ...]

    def sentence(self) -> str:
        """Say why it is kept aside, and what would bring it in."""
        count = counted(len(self.passages), "passage")
        if self.name:
            why = f"another text of {self.name} than this project has"
        else:
            why = "an article that this project does not have"
        return f"{count} on {why}; merge the project that the kit was made from, and they come in."


def kept_aside(project: Project) -> tuple[KeptAside, ...]:
    """Return all work that is kept aside, by article and coder."""
    everyone = {coder.id: coder for coder in all_coders(project)}
    names = [summary.name for summary in project.ask(articles.summaries)]
    found = []
    for item in project.ask(held.all):
        if item.owner in everyone and item.passages:
            work = project.ask(held.passages_of, item.article, item.owner)
            # An article's id is made of its name and its text, so the name can be tried.
            texts = {passage.text_sha256 for passage in work}
            name = next((n for n in names if any(article_id(n, t) == item.article for t in texts)), "")
            found.append(KeptAside(everyone[item.owner], item.article, name, work))
    return tuple(found)
