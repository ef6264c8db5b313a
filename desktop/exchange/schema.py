"""The columns of every exported table: their names, types and meaning, as the data package states them."""

from dataclasses import dataclass

from db.records import PHASES, State
from desktop.study.disagreements import AGREED
from desktop.study.settling import ANSWERS as BY_HAND

INTEGER, STRING, BOOLEAN, DATETIME = "integer", "string", "boolean", "datetime"
OBJECT, ARRAY = "object", "array"

ANSWERS = (*BY_HAND, AGREED)


@dataclass(frozen=True, slots=True)
class Field:
    """One column. Offsets count code points of the canonical text, half-open."""

    name: str
    type: str
    description: str
    allowed: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the field as a Frictionless Table Schema states it."""
        described: dict[str, object] = {"name": self.name, "type": self.type, "description": self.description}
        if self.type == BOOLEAN:
            described |= {"trueValues": ["1"], "falseValues": ["0"]}
        if self.type == DATETIME:
            described |= {"format": "%Y-%m-%dT%H:%M:%S.%fZ"}
        if self.allowed:
            described |= {"constraints": {"enum": list(self.allowed)}}
        return described


_ARTICLE_ID = Field(
    "article_id", STRING, "the article's id: the same name and text have the same id anywhere"
)
_ARTICLE = Field("article", STRING, "the article's name: its path in the folder that was added")
_CODER = Field("coder", STRING, "the coder's name, or pseudonym")
_PHASE = Field("phase", STRING, "the phase of the study the work belongs to", PHASES)
_START = Field("start", INTEGER, "first code point of the canonical text, counted from 0")
_END = Field("end", INTEGER, "the code point after the last one")
_SHA = Field("text_sha256", STRING, "SHA-256 of the canonical text in UTF-8")
_CODEBOOK = Field("codebook_version", STRING, "SHA-256 of the codebook it was marked under")

LABELS = (
    Field("passage_id", STRING, "the passage's own id; empty on finished rows and by-default rows"),
    Field("layer", STRING, "coder, or adjudicated", ("coder", "adjudicated")),
    Field("origin", STRING, "how the passage came about; empty on finished rows"),
    _ARTICLE_ID,
    _ARTICLE,
    _CODER,
    Field(
        "label",
        STRING,
        "the label's id; a row with empty label, start and end says that the article is finished",
    ),
    _START,
    _END,
    Field("quote", STRING, "the text of the passage"),
    Field("zone", STRING, "the innermost accepted zone at start"),
    Field("comment", STRING, "the number of the comment at start, where there is one"),
    Field("unsure", BOOLEAN, "whether the coder is unsure"),
    Field("flags", STRING, "ids of the codebook's flags, separated by spaces"),
    Field("attributes", OBJECT, "attributes of the passage; on finished rows, of the article"),
    Field("note", STRING, "the coder's note"),
    Field("rule", STRING, "the codebook rule the passage rests on"),
    _PHASE,
    _CODEBOOK,
    Field("created_at", DATETIME, "when it was marked; on finished rows, when it was finished"),
    Field("updated_at", DATETIME, "when it was last changed"),
    _SHA,
)

FIRST_FINISH = tuple(field for field in LABELS if field.name not in ("comment", "note", "quote"))
"""The passages as they stood when their article was first finished, which agreement is computed from."""

ARTICLES = (
    _ARTICLE_ID,
    _ARTICLE,
    Field("version", INTEGER, "counted from 1 under one name"),
    Field("title", STRING, "the article's title"),
    Field("length", INTEGER, "code points of the canonical text"),
    _SHA,
    Field("original_sha256", STRING, "SHA-256 of the file it came from"),
    Field("reader", STRING, "what read the file"),
    Field("reader_version", STRING, "its version"),
    Field("encoding", STRING, "how the file was encoded"),
    Field("line_ends", STRING, "the line ends of the file: lf, crlf, cr, mixed or none"),
    Field("segmenter", STRING, "the version of the sentence rules"),
    Field("duplicate_of", STRING, "id of the article with the same text that was here before"),
    Field("added_at", DATETIME, "when it was added; empty for an older version of an article"),
    Field("metadata", OBJECT, "what is known of the article beside its text"),
    Field("text_file", STRING, "where the canonical text stands in this package; empty without texts"),
)

PROGRESS = (
    _ARTICLE_ID,
    _ARTICLE,
    _CODER,
    _PHASE,
    Field("state", STRING, "how far the coder is", tuple(state.value for state in State)),
    Field("reason", STRING, "why it was set aside"),
    Field("ever_finished", BOOLEAN, "whether the coder finished it at some time"),
    Field("finished_at", DATETIME, "when it was last finished"),
    Field("updated_at", DATETIME, "when the state last changed"),
    Field("attributes", OBJECT, "what the coder says of the article as a whole"),
)

ZONES = (
    _ARTICLE_ID,
    _ARTICLE,
    Field("kind", STRING, "the kind of zone"),
    _START,
    _END,
    Field("state", STRING, "only accepted zones count in figures", ("proposed", "accepted", "rejected")),
    Field("rule", STRING, "the rule that proposed it"),
)

COMMENTS = (
    _ARTICLE,
    Field("number", INTEGER, "the comment's place in the thread"),
    Field("author", STRING, "the name the comment stands under, or a pseudonym"),
    Field("replies_to", STRING, "the name it says it replies to, or a pseudonym"),
    Field("parent", INTEGER, "the number of the comment it answers"),
    Field("posted_at", STRING, "when it was posted, YYYY-MM-DDTHH:MM"),
    Field("header_start", INTEGER, "its header"),
    Field("header_end", INTEGER, "end of its header"),
    Field("body_start", INTEGER, "its text"),
    Field("body_end", INTEGER, "end of its text"),
    Field("footer_start", INTEGER, "its footer, where it has one"),
    Field("footer_end", INTEGER, "end of its footer"),
)

DECISIONS = (
    Field("decision_id", STRING, "the decision's own id"),
    _ARTICLE_ID,
    _ARTICLE,
    Field("adjudicator", STRING, "who decided: the name, or pseudonym"),
    _PHASE,
    _START,
    _END,
    Field("answer", STRING, "what was decided", ANSWERS),
    Field("judged", ARRAY, "ids of the coders' passages that stood for it then"),
    Field("coders", ARRAY, "who had finished the article then"),
    Field("gold", ARRAY, "ids of the adjudicated passages that came of it"),
    Field("reason", STRING, "why the coders differed, as the adjudicator saw it"),
    Field("note", STRING, "the adjudicator's note"),
    Field("updated_at", DATETIME, "when it was last decided"),
)

UNITS = (
    _ARTICLE_ID,
    _ARTICLE,
    _PHASE,
    Field("sentence", INTEGER, "the sentence's number in the article, counted from 1"),
    _START,
    _END,
    Field("zone", STRING, "the innermost accepted zone at start"),
    Field("counts_for", STRING, "the zone kinds it counts for in figures, separated by spaces"),
    _CODER,
    Field("label", STRING, "the label's id"),
    Field(
        "value",
        INTEGER,
        "at first finish: 1 if a passage (no accepted proposal) with the label is in the sentence, 0 if not, "
        "empty if the coder did not finish",
        ("0", "1"),
    ),
    Field(
        "by_default", INTEGER, "at first finish: 1 if unmarked text gives the sentence the label", ("0", "1")
    ),
    Field("value_latest", INTEGER, "as value, in the state now", ("0", "1")),
    Field("by_default_latest", INTEGER, "as by_default, in the state now", ("0", "1")),
)


def names(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """Return the header of a table."""
    return tuple(field.name for field in fields)
