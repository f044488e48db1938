"""``doctor`` and ``evaluate``: what was read, and how well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from policy_xwalk.cli_help import PATH, Argument, command, password
from policy_xwalk.terminal import tell, write_out
from policy_xwalk.wording import Lang
from policy_xwalk.wording.cli import say


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """The commands with their help in one language."""
    return (
        command(
            "doctor",
            lang,
            lambda files, html, password: _doctor(files, html, password, lang),
            Argument("files", say("plans", lang), type=PATH, nargs=-1, required=True, metavar="FILE..."),
            click.Option(["--html"], type=PATH, metavar="FILE", help=say("doctor_html", lang)),
            password(lang),
        ),
        command(
            "evaluate",
            lang,
            lambda **given: _evaluate(lang=lang, **given),
            Argument("gold", say("gold", lang), type=PATH, metavar="GOLD"),
            click.Option(["--records"], type=PATH, multiple=True, metavar="FILE", help=say("records", lang)),
            click.Option(["--all", "every"], is_flag=True, help=say("all", lang)),
            click.Option(["--errors"], is_flag=True, help=say("errors", lang)),
            click.Option(["--raise", "raise_floors"], is_flag=True, help=say("raise", lang)),
            click.Option(["--lower", "lowered"], metavar="NAME", help=say("lower", lang)),
            click.Option(["--reason"], default="", metavar="TEXT", help=say("reason", lang)),
        ),
    )


def _doctor(files: Sequence[Path], html: Path | None, password: str | None, lang: Lang) -> None:
    from policy_xwalk.doctor import run_doctor

    printed, code = run_doctor(files, lang=lang, password=password, html=html, tell=tell)
    write_out(f"{printed}\n".encode())
    if code:
        raise click.exceptions.Exit(code)


def _evaluate(gold: Path, lang: Lang, **options: Any) -> None:
    from policy_xwalk.evaluation.command import run

    printed, code = run(gold, lang=lang, tell=tell, **options)
    write_out(f"{printed}\n".encode())
    if code:
        raise click.exceptions.Exit(code)
