"""Pseudonyms: the same in every export of a project, and no way back from the file alone."""

from db.records import Coder
from desktop.exchange.names import plain_names, pseudonyms

PEOPLE = [Coder("id-1", "Anna", ""), Coder("id-2", "Ben", ""), Coder("id-3", None, "")]


def test_without_pseudonyms_everybody_keeps_the_name_and_the_erased_the_id() -> None:
    names = plain_names(PEOPLE)
    assert [names.coder(person.id) for person in PEOPLE] == ["Anna", "Ben", "id-3"]
    assert names.commenter("marsha") == "marsha"


def test_pseudonyms_are_stable_apart_and_kin_to_nothing() -> None:
    one, again = (pseudonyms(PEOPLE, ["marsha", "bob"], "secret") for _ in range(2))
    assert one == again
    given = [one.coder(person.id) for person in PEOPLE] + [one.commenter("marsha"), one.commenter("bob")]
    assert len(set(given)) == 5
    assert not any(name in text for text in given for name in ("Anna", "Ben", "marsha", "bob", "id-"))


def test_another_project_gives_the_same_person_another_pseudonym() -> None:
    here, there = (pseudonyms(PEOPLE, ["marsha"], secret) for secret in ("one", "two"))
    assert here.coder("id-1") != there.coder("id-1")
    assert here.commenter("marsha") != there.commenter("marsha")


def test_a_coder_who_joins_later_leaves_the_others_pseudonyms_alone() -> None:
    before = pseudonyms(PEOPLE[:2], [], "secret")
    after = pseudonyms(PEOPLE, [], "secret")
    assert [before.coder(i) for i in ("id-1", "id-2")] == [after.coder(i) for i in ("id-1", "id-2")]
