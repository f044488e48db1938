"""Messages: every code in both languages, one line, hostile parameters tamed."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from policy_xwalk import errors
from policy_xwalk.errors import PlanError, UnreadableFile
from policy_xwalk.reading.document import ReadingWarning
from policy_xwalk.wording import ERRORS, WARNINGS, error_message, language, set_language, warning_message

PACKAGE = Path(errors.__file__).parent


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("table", [ERRORS, WARNINGS], ids=["errors", "warnings"])
def test_every_message_stands_in_both_languages_with_the_same_parameters(table: dict[str, dict[str, str]]) -> None:
    for code, message in table.items():
        assert set(message) == {"zh", "en"}, code
        assert fields(message["zh"]) == fields(message["en"]), code
        assert "\n" not in "".join(message.values())


def test_every_code_raised_in_the_reading_room_has_a_message() -> None:
    codes: dict[str, set[str]] = {"error": set(), "warning": set()}
    for path in (PACKAGE / "reading").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                kind = {"UnreadableFile": "error", "BadFramework": "error", "ReadingWarning": "warning"}.get(
                    node.func.id
                )
                if kind and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    codes[kind].add(first.value)
    assert codes["error"] <= set(ERRORS)
    assert codes["warning"] <= set(WARNINGS)
    assert len(codes["error"]) > 20
    defaults = {kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, PlanError)}
    assert defaults <= set(ERRORS)


def test_language_is_chosen_by_context_or_by_call() -> None:
    error = UnreadableFile("empty_file", file="a.txt")
    assert language() == "zh"
    assert str(error) == "a.txt：文件是空的，没有任何文字；请重新获取该文件。"
    assert error_message(error, "en").startswith("a.txt: the file is empty")
    set_language("en")
    try:
        assert str(error).startswith("a.txt: the file is empty")
    finally:
        set_language("zh")


def test_messages_are_one_line_whatever_the_parameters() -> None:
    error = UnreadableFile("damaged_docx", file="a\nb\x1b[31m.docx", found="{0}\r\nline {x}")
    assert str(error).isprintable()
    assert "{0} line {x}" in str(error)
    assert "（第3页）" in str(UnreadableFile("damaged_pdf", file="a.pdf", found="x", page=3))


def test_unknown_codes_and_missing_parameters_still_give_a_message() -> None:
    assert "new_code" in str(PlanError("new_code", file="a.txt"))
    assert "?" in str(UnreadableFile("line_too_long", file="a.txt"))
    assert "第 3 页" in warning_message(ReadingWarning("scanned_page", 3), "a.pdf")
    assert "page 3" in warning_message(ReadingWarning("scanned_page", 3), "a.pdf", "en")
