"""Downloads of news databases: many articles in one file, each with its metadata, nothing dropped unsaid."""

from desktop.articles.assembling import assemble
from desktop.articles.reading import ReadArticle, Source, read_bytes
from tests.articles.made_files import docx

NEXIS_UNI = """Lamps, again
The Brell Courier
April 2, 2019 Tuesday

Copyright 2019 Brell Courier Ltd. All Rights Reserved

Section:\u00a0NEWS; Pg. 3
Length:\u00a0523 words
Byline:\u00a0Ida Holm
Body

The board tested six lamps.

Four went out at midnight.

Load-Date:\u00a0April 2, 2019


End of Document
Fog over Oster
The Quay
May 4, 2019 Saturday
A line that belongs nowhere
Length:\u00a041 words
Body

There was fog.

Classification


Language:\u00a0ENGLISH

Publication-Type:\u00a0Newspaper

Load-Date:\u00a0May 5, 2019


End of Document
"""

OLD_NEXIS = """
                               1 of 2 DOCUMENTS

                              The Brell Courier

                             April 2, 2019 Tuesday

Lamps, again

BYLINE: Ida Holm

SECTION: NEWS; Pg. 3

LENGTH: 523 words

The board tested six lamps on Monday night, and four of them went out
at midnight, as they had been told to do by the board.

The other two are still on.

LOAD-DATE: April 2, 2019

LANGUAGE: ENGLISH

                    Copyright 2019 Brell Courier Ltd.
                              All Rights Reserved


                               2 of 2 DOCUMENTS

                              The Quay

                             May 4, 2019 Saturday

Fog over Oster

LENGTH: 41 words

There was fog.

LANGUAGE: ENGLISH
"""

FACTIVA = """HD
Lamps, again
BY
By Ida Holm
WC
523 words
PD
2 April 2019
SN
The Brell Courier
LA
English
LP
The board tested six lamps.
TD
Four went out at midnight.

The other two are still on.
AN
Document COURIER020190402e5420001
HD   Fog over Oster
WC   41 words
PD   4 May 2019
SN   The Quay
LA   English
LP   There was fog.
TD
AN   Document QUAY000020190504e5540002
"""

PROQUEST = """____________________________________________________________

Document 1 of 2

Lamps, again

Author: Holm, Ida

Publication info: The Brell Courier ; Brell  [Brell]02 Apr 2019: 3.

ProQuest document link

Full text: The board tested six lamps.

Four went out at midnight.

Title: Lamps, again

Publication title: The Brell Courier

Publication date: Apr 2, 2019

ProQuest document ID: 4711

____________________________________________________________

Document 2 of 2

Title: Fog over Oster

Publication title: The Quay

Publication date: May 4, 2019

Full text: There was fog.

Subject: Fog

____________________________________________________________

Contact us at: nobody
"""


def read(name: str, text: str) -> tuple[ReadArticle, ...]:
    return read_bytes(Source(name, text.encode()))


def check(
    articles: tuple[ReadArticle, ...], outlets: tuple[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    lamps, fog = articles
    assert [block.kind for block in lamps.blocks] == ["title", "text"]
    assert (lamps.blocks[0].raw, fog.blocks[0].raw) == ("Lamps, again", "Fog over Oster")
    assert assemble(fog).text.endswith("There was fog.")
    assert assemble(lamps).title == "Lamps, again"
    known = dict(lamps.metadata), dict(fog.metadata)
    assert (known[0]["outlet"], known[1]["outlet"]) == outlets
    return known


def test_nexis_uni() -> None:
    articles = read("nexis.txt", NEXIS_UNI)
    lamps, fog = check(articles, ("The Brell Courier", "The Quay"))
    assert articles[0].blocks[1].raw == "The board tested six lamps.\n\nFour went out at midnight."
    assert (lamps["author"], lamps["length"], lamps["date"]) == (
        "Ida Holm",
        "523 words",
        "April 2, 2019 Tuesday",
    )
    assert lamps["loaded"] == "April 2, 2019"
    assert fog["language"] == "ENGLISH"
    assert fog["unplaced"] == "A line that belongs nowhere"
    assert "A line that belongs nowhere" in articles[1].warnings[0]
    assert [article.name for article in articles] == ["nexis.txt/1", "nexis.txt/2"]


def test_nexis_uni_in_a_word_document() -> None:
    check(read_bytes(Source("nexis.docx", docx(NEXIS_UNI.split("\n")))), ("The Brell Courier", "The Quay"))


def test_the_older_nexis_form_is_unwrapped() -> None:
    articles = read("old.txt", OLD_NEXIS)
    lamps, _ = check(articles, ("The Brell Courier", "The Quay"))
    assert articles[0].blocks[1].raw == (
        "The board tested six lamps on Monday night, and four of them went out at midnight, as they had been "
        "told to do by the board.\n\nThe other two are still on."
    )
    assert (lamps["author"], lamps["section"], lamps["language"]) == ("Ida Holm", "NEWS; Pg. 3", "ENGLISH")


def test_factiva() -> None:
    articles = read("factiva.txt", FACTIVA)
    lamps, fog = check(articles, ("The Brell Courier", "The Quay"))
    assert articles[0].blocks[1].raw == (
        "The board tested six lamps.\n\nFour went out at midnight.\n\nThe other two are still on."
    )
    assert (lamps["id"], fog["date"]) == ("COURIER020190402e5420001", "4 May 2019")


def test_proquest() -> None:
    articles = read("proquest.txt", PROQUEST)
    lamps, fog = check(articles, ("The Brell Courier", "The Quay"))
    assert articles[0].blocks[1].raw == "The board tested six lamps.\n\nFour went out at midnight."
    assert (lamps["id"], lamps["author"], fog["subject"]) == ("4711", "Holm, Ida", "Fog")


def test_an_article_that_only_looks_a_little_like_a_download_stays_one() -> None:
    for text in (
        "HD is a code.\nSN too.\n",
        "End of Document\n",
        "A ruler:\n____________________________\nText.\n",
    ):
        (article,) = read("a.txt", text)
        assert assemble(article).text == text
