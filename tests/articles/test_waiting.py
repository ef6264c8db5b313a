"""A list from a media archive has no texts; each row is joined to the file that holds its text."""

from desktop.articles.reading import ReadArticle, Source, read_bytes
from desktop.articles.waiting import LISTED_AS, Rows, with_row

LIST = b"stories_id,title,media_name\n17,Lamps on the quay again,Fog Horn\n18,Fog,Quay\n19,Fog,Courier\n"


def rows() -> Rows:
    listed = read_bytes(Source("list.csv", LIST))
    assert all(row.waits_for_text for row in listed)
    return Rows((row.name, row.metadata) for row in listed)


def text(name: str, data: bytes) -> ReadArticle:
    (read,) = read_bytes(Source(name, data))
    return read


def test_a_row_is_found_by_its_id_or_its_title() -> None:
    for name, data in (
        ("texts/17.txt", b"Anything."),
        ("a.txt", b"\n Lamps on the quay again\n\nText."),
        ("Lamps_on_the_quay_again.txt", b"Text."),
    ):
        found = with_row(rows(), text(name, data))
        assert dict(found.metadata)["outlet"] == "Fog Horn"
        assert dict(found.metadata)[LISTED_AS] == "list.csv/17"
        assert found.blocks == text(name, data).blocks


def test_a_title_that_is_short_or_fits_two_rows_tells_nothing() -> None:
    read = text("a.txt", b"Fog\n\nText.")
    assert with_row(rows(), read) == read


def test_a_row_does_not_match_itself() -> None:
    first = read_bytes(Source("list.csv", LIST))[0]
    assert with_row(rows(), first) == first
