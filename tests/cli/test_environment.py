"""What the program needs of the computer, told before the window fails."""

import pytest

from desktop.cli import environment


@pytest.mark.parametrize(
    ("found", "python", "said"),
    [
        ("", (3, 11), "is missing"),
        ("6.10.1", (3, 12), "break panels"),
        ("6.11.1", (3, 11), "break panels"),
        ("6.12.0", (3, 11), "use Python 3.12"),
        ("6.11.2", (3, 11), ""),
        ("6.11.10", (3, 13), ""),
        ("6.12.0", (3, 12), ""),
    ],
)
def test_an_unsuitable_qt_is_named_with_what_to_do(found: str, python: tuple[int, int], said: str) -> None:
    problem = environment.qt_problem(found, python)
    assert said in problem
    assert bool(problem) == bool(said)


def test_missing_libraries_are_named_with_the_line_that_installs_them() -> None:
    assert environment.missing_sentence([]) == ""
    sentence = environment.missing_sentence(["libegl1", "libxcb-cursor0"])
    assert sentence.endswith("sudo apt-get install -y libegl1 libxcb-cursor0")


def test_here_the_window_can_be_opened() -> None:
    assert environment.before_window() == ""
