"""A file is read in the encoding it is in, or refused at the byte that does not fit."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.articles.decoding import OFFERED, decode, guess
from desktop.errors import UserError


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_whatever_the_user_named(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + "Größe 😀".encode(encoding), "windows-1252")
    assert (decoded.text, decoded.encoding) == ("Größe 😀", encoding)


def test_plain_utf8_needs_no_word_from_the_user() -> None:
    assert decode("Größe".encode()).encoding == "utf-8"


def test_a_named_encoding_is_for_the_files_that_are_not_utf8() -> None:
    old, new = "Größe".encode("windows-1252"), "Größe".encode()
    assert [decode(data, "windows-1252").text for data in (old, new)] == ["Größe", "Größe"]


def test_an_encoding_whose_bytes_pass_for_utf8_is_believed() -> None:
    assert decode("plain".encode("utf-16-le"), "utf-16-le").text == "plain"
    assert decode("日本".encode("iso2022_jp"), "iso-2022-jp").text == "日本"


def test_a_byte_that_does_not_fit_is_named_with_an_encoding_to_try() -> None:
    with pytest.raises(UserError, match=r"byte 2 \(0xf6\) is not UTF-8.*--encoding windows-1252"):
        decode("Größe".encode("windows-1252"))
    with pytest.raises(UserError, match=r"byte 4 \(0x81\) is not cp1252"):
        decode(b"abc\xff\x81", "windows-1252")


def test_a_cut_off_utf16_file_is_refused_and_not_crashed_on() -> None:
    with pytest.raises(UserError, match=r"byte 4 .* is not utf-16-le"):
        decode(codecs.BOM_UTF16_LE + b"a\x00b")


def test_a_lone_surrogate_of_utf16_comes_through_to_be_reported_later() -> None:
    assert decode(codecs.BOM_UTF16_LE + b"\x3d\xd8a\x00").text == "\ud83da"


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "undefined", "\x00"])
def test_an_encoding_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(UserError):
        decode(b"\xff", name)


def test_the_preset_for_the_user_reads_the_file() -> None:
    assert guess("Größe".encode("windows-1252")) == "windows-1252"
    assert guess(b"\x81\xff") == "latin-1"
    assert guess("abcdé".encode("utf-16-le")) == "utf-16-le"
    assert guess("abcdé".encode("utf-16-be")) == "utf-16-be"


@settings(deadline=None)
@given(
    st.binary(max_size=80), st.sampled_from([None, "windows-1252", "utf-16", "utf-7", "gb18030", "shift_jis"])
)
def test_any_bytes_are_read_or_refused_in_one_sentence(data: bytes, encoding: str | None) -> None:
    refused = ""
    try:
        "".encode(decode(data, encoding).encoding)
    except UserError as error:
        refused = str(error)
    assert "\n" not in refused
    assert refused.endswith("." if refused else "")


def test_every_encoding_on_offer_is_one() -> None:
    for encoding in OFFERED:
        assert decode("plain".encode(encoding), encoding).text == "plain"
