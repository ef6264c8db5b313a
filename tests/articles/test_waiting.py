"""A list from a media archive has no texts; each line is joined to the file that holds its text."""

from desktop.articles.reading import Source, read_bytes
from desktop.articles.waiting import match_waiting, with_metadata

LIST = b"stories_id,title,media_name\n17,Lamps on the quay again,Fog Horn\n18,Fog,Quay\n19,Fog,Courier\n"


def test_a_line_is_found_by_its_id_or_its_title() -> None:
    lines = read_bytes(Source("list.csv", LIST))
    assert all(line.waits_for_text for line in lines)
    for name, text in (
        ("texts/17.txt", b"Anything."),
        ("a.txt", b"\n Lamps on the quay again\n\nText."),
        ("Lamps_on_the_quay_again.txt", b"Text."),
    ):
        (read,) = read_bytes(Source(name, text))
        line = match_waiting(lines, read)
        assert line is not None
        assert dict(with_metadata(read, line).metadata)["outlet"] == "Fog Horn"
        assert with_metadata(read, line).blocks == read.blocks


def test_a_title_that_is_short_or_fits_two_lines_tells_nothing() -> None:
    lines = read_bytes(Source("list.csv", LIST))
    (read,) = read_bytes(Source("a.txt", b"Fog\n\nText."))
    assert match_waiting(lines, read) is None


def test_a_line_does_not_match_itself() -> None:
    lines = read_bytes(Source("list.csv", LIST))
    assert match_waiting(lines, lines[0]) is None
