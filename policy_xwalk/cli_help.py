"""Help of the command line in the language of the interface."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from policy_xwalk.wording import Lang
from policy_xwalk.wording.cli import say


class _Help:
    """Help in the language of the interface: headings and the line of ``--help`` itself."""

    lang: Lang = "zh"

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), say("usage", self.lang))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        arguments, options = [], []
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]
            if isinstance(parameter, Argument):
                arguments.append((parameter.make_metavar(ctx), parameter.line))
            elif (row := parameter.get_help_record(ctx)) is not None:
                options.append(row)
        for title, rows in (("arguments", arguments), ("options", options)):
            if rows:
                with formatter.section(say(title, self.lang)):
                    formatter.write_dl(rows)
        if isinstance(self, click.Group):
            names = self.list_commands(ctx)
            with formatter.section(say("commands", self.lang)):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(80)) for name in names])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = say("help", self.lang)
        return option


class Argument(click.Argument):
    """An argument with a line of help, which click keeps for options only."""

    def __init__(self, name: str, help: str, **settings: object) -> None:
        super().__init__([name], **settings)  # type: ignore[arg-type]
        self.line = help


class HelpedCommand(_Help, click.Command):
    """A command with help in the language of the interface."""


class HelpedGroup(_Help, click.Group):
    """A group of commands with help in the language of the interface, in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


PATH = click.Path(path_type=Path)


def command(name: str, lang: Lang, callback: Callable[..., Any], *parameters: click.Parameter) -> HelpedCommand:
    """A command whose help stands under ``name`` in :data:`policy_xwalk.wording.cli.CLI`."""
    made = HelpedCommand(name, callback=callback, params=list(parameters), help=say(name, lang))
    made.lang = lang
    return made


def out_file(lang: Lang) -> click.Option:
    """``-o FILE``: standard output where it is not given."""
    return click.Option(["-o", "--output"], type=PATH, metavar="FILE", help=say("out_file", lang))


def password(lang: Lang) -> click.Option:
    """``--password`` of a protected PDF."""
    return click.Option(["--password"], metavar="TEXT", help=say("password", lang))
