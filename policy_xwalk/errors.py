"""What can go wrong with the user's input: each error has a code and says what to do.

A message is one line: which file, what was expected, what came, what to do. It is made when it is shown, in the
language of the interface (:mod:`policy_xwalk.wording`); the exception carries code and parameters only.
"""

from __future__ import annotations


class PlanError(Exception):
    """Base of all errors that the input causes; never raised for a fault of the program.

    ``code`` names the message in :data:`policy_xwalk.wording.ERRORS`; ``params`` fill it (``file``, ``page``, …).
    """

    code = "plan_error"

    def __init__(self, code: str | None = None, **params: object) -> None:
        self.code = code or type(self).code
        self.params = params
        super().__init__(self.code, params)

    def __str__(self) -> str:
        from policy_xwalk.wording import error_message

        return error_message(self)


class UnreadableFile(PlanError):
    """The file cannot be opened or its content does not match any format."""

    code = "unreadable_file"


class NotAPlan(PlanError):
    """The file can be read but holds nothing a plan has."""

    code = "not_a_plan"


class BadFramework(PlanError):
    """A table of facts lacks a needed column or field."""

    code = "bad_framework"


class BadRecord(PlanError):
    """A line of JSON Lines is not a record of the contract."""

    code = "bad_record"


class BadCorpus(PlanError):
    """A corpus file is wrong or names files that are not there."""

    code = "bad_corpus"


class Unreachable(PlanError):
    """A place behind a URL does not answer, refuses, or is not there; it may be otherwise at another time."""


class MissingExtra(PlanError):
    """A library that an optional step needs is not installed."""

    code = "missing_extra"
