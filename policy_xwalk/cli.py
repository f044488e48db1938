"""The command line: what the commands are, in which language, and how a call ends.

Data goes to standard output or ``-o``, progress and messages to standard error. Exit code 0: done; 1: done, with
findings at or above ``--fail-on``, or a figure below its floor; 2: the call or the input is unusable, with one line
that says which file, what is wrong and what to do.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from policy_xwalk.cli_help import HelpedGroup
from policy_xwalk.commands import audit, checks, gold, graph, judge, main_job, scale, survey
from policy_xwalk.errors import PlanError
from policy_xwalk.terminal import tell
from policy_xwalk.wording import Lang, error_message, set_language
from policy_xwalk.wording.cli import say

FAMILIES = (main_job, scale, audit, judge, graph, survey, checks, gold)
"""Modules of commands, in the order in which help lists them."""


def make_app(lang: Lang) -> click.Group:
    """The commands, with their help in one language."""
    app = HelpedGroup(
        "policy-xwalk",
        help=say("app", lang),
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        params=[
            click.Option(
                ["--lang"], type=click.Choice(["zh", "en"]), default="zh", metavar="zh|en", help=say("lang", lang)
            ),
            click.Option(["--version"], is_flag=True, help=say("version", lang)),
        ],
        callback=_main_options,
    )
    app.lang = lang
    for family in FAMILIES:
        for made in family.commands(lang):
            app.add_command(made)
    return app


@click.pass_context
def _main_options(context: click.Context, lang: str, version: bool) -> None:
    if version:
        from policy_xwalk import __version__

        click.echo(__version__)
        context.exit()
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _language_first(arguments: Sequence[str]) -> list[str]:
    """The arguments with ``--lang`` and its value in front, wherever they stood: it may be written after a command."""
    first: list[str] = []
    rest: list[str] = []
    left = iter(arguments)
    for argument in left:
        if argument == "--":
            rest += [argument, *left]
        elif argument.startswith("--lang="):
            first.append(argument)
        elif argument == "--lang" and (value := next(left, None)) is not None:
            first += [argument, value]
        else:
            rest.append(argument)
    return [*first, *rest]


def _language(arguments: Sequence[str]) -> Lang:
    """The language asked for in front, else by ``POLICY_XWALK_LANG``, else Chinese."""
    if arguments[:1] == ["--lang"]:
        return "en" if arguments[1:2] == ["en"] else "zh"
    if arguments and arguments[0].startswith("--lang="):
        return "en" if arguments[0] == "--lang=en" else "zh"
    return "en" if os.environ.get("POLICY_XWALK_LANG") == "en" else "zh"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code; never a traceback for what the input causes."""
    arguments = _language_first(sys.argv[1:] if arguments is None else arguments)
    lang = _language(arguments)
    set_language(lang)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return _call(arguments, lang)


def _call(arguments: list[str], lang: Lang) -> int:
    app = make_app(lang)
    try:
        result = app(arguments, standalone_mode=False, prog_name="policy-xwalk")
    except click.UsageError as error:
        expected = _expected(error, app, arguments, lang)
        tell(error_message(PlanError("usage", expected=expected, found=_found(error, arguments))))
        return 2
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except PlanError as error:
        tell(error_message(error))
        return 2
    except BrokenPipeError:
        # The reader of our output has gone (policy-xwalk text FILE | head): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return result if isinstance(result, int) else 0


def _expected(error: click.UsageError, app: click.Group, arguments: Sequence[str], lang: Lang) -> str:
    """The call as it should be: what an option takes, the usage of the command, or the commands there are."""
    names = ["policy-xwalk"]
    command: click.Command = app
    for word in arguments:
        if isinstance(command, click.Group) and word in command.commands:
            names.append(word)
            command = command.commands[word]
    context = click.Context(command, info_name=names[-1])
    wrong = error.param if isinstance(error, click.BadParameter) else None
    if isinstance(error, click.BadOptionUsage):
        wrong = next((each for each in command.params if error.option_name in each.opts), None)
    if isinstance(wrong, click.Option):
        least = f" (>= {wrong.type.min})" if isinstance(wrong.type, click.IntRange) else ""
        return f"{wrong.opts[0]} {wrong.make_metavar(context)}{least}"
    if isinstance(command, click.Group) and not isinstance(error, click.NoSuchOption):
        known = command.list_commands(context)
        return say("missing_command", lang, commands=("、" if lang == "zh" else ", ").join(known))
    return f"{' '.join(names)} {' '.join(command.collect_usage_pieces(context))}"


def _found(error: click.UsageError, arguments: Sequence[str]) -> str:
    """What was typed instead, an option that there is not behind it."""
    typed = " ".join(arguments)
    option = error.option_name if isinstance(error, click.NoSuchOption) else ""
    return f"{typed} ({option})" if option else typed or "–"


if __name__ == "__main__":
    sys.exit(main())
