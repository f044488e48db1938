"""What ``policy-xwalk doctor`` does: examine every file, print the report, draw the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from policy_xwalk.doctor.examine import Examination, examine_path
from policy_xwalk.doctor.report import as_text
from policy_xwalk.wording import Lang
from policy_xwalk.wording.doctor import label


def run_doctor(
    files: Sequence[Path],
    *,
    lang: Lang,
    password: str | None = None,
    html: Path | None = None,
    tell: Callable[[str], None] = lambda message: None,
) -> tuple[str, int]:
    """The report on all files, and the exit code: 2 where one of them cannot be used, else 0.

    A folder or an archive stands for the files in it. ``html`` is where the page is written; ``tell`` gets what is not
    the report. One bad file does not end the others. Raises :class:`~policy_xwalk.errors.PlanError`
    (``cannot_write``) where the page cannot be written.
    """
    seen: list[Examination] = []
    for path in files:
        tell(label("checking", lang, file=path))
        seen += examine_path(path, password, keep=html is not None)
    unusable = sum(examination.error is not None for examination in seen)
    report = "\n\n".join(as_text(examination, lang) for examination in seen)
    if len(seen) > 1:
        counts = {"files": len(seen), "usable": len(seen) - unusable, "unusable": unusable}
        report += "\n\n" + label("summary", lang, **counts)
    if html is not None:
        _write(seen, html, password, lang)
        tell(label("written", lang, file=html))
    return report, 2 if unusable else 0


def _write(seen: Sequence[Examination], path: Path, password: str | None, lang: Lang) -> None:
    from policy_xwalk.errors import PlanError
    from policy_xwalk.reporting.doctor_page import render_doctor

    content = render_doctor(seen, lang, password)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8", "replace"))
    except OSError as error:
        raise PlanError("cannot_write", file=str(path), found=type(error).__name__) from error
