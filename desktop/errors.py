"""Errors of the user's world: one sentence that says what is wrong and what to do."""


class UserError(Exception):
    """Something outside the program is not as it must be; the message is one sentence for the user.

    Raised by every room of `desktop`; the command line prints it and exits with 1, the window shows it.
    """
