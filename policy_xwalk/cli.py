"""The command line: ``policy-xwalk run | extract | align | text | evaluate``.

Data goes to standard output or ``-o``, progress and messages to standard error. Exit code 0: done; 1: a figure fell
below its floor; 2: the call or the input is unusable, with one line that says which file, what is wrong and what to do.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policy_xwalk.cli_help import Argument, HelpedCommand, HelpedGroup
from policy_xwalk.errors import PlanError
from policy_xwalk.wording import Lang, error_message, set_language, warning_message
from policy_xwalk.wording.cli import say

if TYPE_CHECKING:
    from policy_xwalk.evaluation.exchange import Tool
    from policy_xwalk.records import AnyRecord
    from policy_xwalk.run import Progress


def make_app(lang: Lang) -> click.Group:
    """The commands, with their help in one language."""
    path = click.Path(path_type=Path)
    out_file = click.Option(["-o", "--output"], type=path, metavar="FILE", help=say("out_file", lang))
    out_folder = click.Option(
        ["-o", "--output"],
        type=path,
        default=Path("out"),
        show_default=True,
        metavar="FOLDER",
        help=say("out_folder", lang),
    )
    password = click.Option(["--password"], metavar="TEXT", help=say("password", lang))

    def command(name: str, callback: object, *parameters: click.Parameter) -> HelpedCommand:
        made = HelpedCommand(name, callback=callback, params=list(parameters), help=say(name, lang))  # type: ignore[arg-type]
        made.lang = lang
        return made

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
    for made in (
        command(
            "run",
            lambda folder, output: _run(folder, output, lang),
            Argument("folder", say("folder", lang), type=path, metavar="FOLDER"),
            out_folder,
        ),
        command(
            "extract",
            lambda plans, output, password: _extract(plans, output, password, lang),
            Argument("plans", say("plans", lang), type=path, nargs=-1, required=True, metavar="PLAN..."),
            out_file,
            password,
        ),
        command(
            "align",
            _align,
            Argument("upper", say("upper", lang), type=path, metavar="UPPER"),
            Argument("local", say("local", lang), type=path, metavar="LOCAL"),
            out_file,
        ),
        command(
            "doctor",
            lambda files, html, password: _doctor(files, html, password, lang),
            Argument("files", say("plans", lang), type=path, nargs=-1, required=True, metavar="FILE..."),
            click.Option(["--html"], type=path, metavar="FILE", help=say("doctor_html", lang)),
            password,
        ),
        command("text", _text, Argument("file", say("file", lang), type=path, metavar="FILE"), password),
        command(
            "evaluate",
            lambda **given: _evaluate(lang=lang, **given),
            Argument("gold", say("gold", lang), type=path, metavar="GOLD"),
            click.Option(["--records"], type=path, multiple=True, metavar="FILE", help=say("records", lang)),
            click.Option(["--all", "every"], is_flag=True, help=say("all", lang)),
            click.Option(["--errors"], is_flag=True, help=say("errors", lang)),
            click.Option(["--raise", "raise_floors"], is_flag=True, help=say("raise", lang)),
            click.Option(["--lower", "lowered"], metavar="NAME", help=say("lower", lang)),
            click.Option(["--reason"], default="", metavar="TEXT", help=say("reason", lang)),
        ),
        _gold_group(lang, command, out_file),
    ):
        app.add_command(made)
    return app


def _gold_group(lang: Lang, command: Callable[..., HelpedCommand], out_file: click.Option) -> HelpedGroup:
    """``gold export`` and ``gold import``: annotations to and from the tools that people annotate with."""
    # Named here and not taken from the module that exchanges: --help loads nothing it does not need.
    tools = click.Choice(["label-studio", "doccano"])
    path = click.Path(path_type=Path)
    plan = click.Option(["--plan"], type=path, required=True, metavar="FILE", help=say("gold_plan", lang))
    group = HelpedGroup("gold", help=say("gold_group", lang))
    group.lang = lang
    group.add_command(
        command(
            "gold_export",
            lambda gold, plan, tool, output: _gold_export(gold, plan, tool, output),
            Argument("gold", say("gold_file", lang), type=path, metavar="GOLD"),
            plan,
            click.Option(["--to", "tool"], type=tools, required=True, help=say("gold_tool", lang)),
            out_file,
        ),
        "export",
    )
    group.add_command(
        command(
            "gold_import",
            lambda file, plan, tool, output: _gold_import(file, plan, tool, output),
            Argument("file", say("gold_export_file", lang), type=path, metavar="FILE"),
            plan,
            click.Option(["--from", "tool"], type=tools, required=True, help=say("gold_tool", lang)),
            out_file,
        ),
        "import",
    )
    return group


@click.pass_context
def _main_options(context: click.Context, lang: str, version: bool) -> None:
    if version:
        from policy_xwalk import __version__

        click.echo(__version__)
        context.exit()
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _align(upper: Path, local: Path, output: Path | None) -> None:
    from policy_xwalk.crosswalk import align

    _print(align(upper, local).links, output)


def _text(file: Path, password: str | None) -> None:
    from policy_xwalk.reading import read_document

    document = read_document(file, password=password)
    _write_out(document.text.encode("utf-8", "surrogatepass"))
    for warning in document.warnings:
        _tell(warning_message(warning, str(file)))


def _doctor(files: Sequence[Path], html: Path | None, password: str | None, lang: Lang) -> None:
    from policy_xwalk.doctor import run_doctor

    printed, code = run_doctor(files, lang=lang, password=password, html=html, tell=_tell)
    _write_out(f"{printed}\n".encode())
    if code:
        raise click.exceptions.Exit(code)


def _evaluate(gold: Path, lang: Lang, **options: Any) -> None:
    from policy_xwalk.evaluation.command import run

    printed, code = run(gold, lang=lang, tell=_tell, **options)
    _write_out(f"{printed}\n".encode())
    if code:
        raise click.exceptions.Exit(code)


def _gold_export(gold: Path, plan: Path, tool: Tool, output: Path | None) -> None:
    from policy_xwalk.evaluation.exchange import export_gold, setup

    _deliver(export_gold(gold, plan, tool), output)
    if output is not None:
        suffix, content = setup(tool)
        _deliver(content, output.with_suffix(suffix))


def _gold_import(file: Path, plan: Path, tool: Tool, output: Path | None) -> None:
    from policy_xwalk.evaluation.exchange import import_gold
    from policy_xwalk.reading.files import read_bytes

    text = read_bytes(file).decode("utf-8-sig", "replace")
    records = import_gold(text, plan, tool)
    _deliver("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), output)


def _deliver(text: str, output: Path | None) -> None:
    """Text to a file or to standard output."""
    from policy_xwalk.reporting.output import replace_file

    if output is None:
        _write_out(text.encode())
        return
    try:
        replace_file(output, lambda part: part.write_text(text, "utf-8", newline="\n"))
    except OSError as error:
        raise PlanError("cannot_write", file=str(output), found=error.strerror or str(error)) from error


def _run(folder: Path, output: Path, lang: Lang) -> None:
    from policy_xwalk.reporting.output import FILES, write_all
    from policy_xwalk.run import run_folder

    if output.exists() and not output.is_dir():
        raise PlanError("output_not_a_folder", file=str(output))
    with _progress(lang) as progress:
        result = run_folder(folder, progress)
        walk = result.crosswalk
        failed = [error_message(failure.error) for failure in result.failures]
        if walk.records:
            progress.start("write", len(FILES))
            try:
                write_all(output, walk.records, walk.links, lang=lang, failed=failed, step=progress.step)
            except OSError as error:
                raise PlanError("cannot_write", file=str(output), found=error.strerror or str(error)) from error
    for title, lines in (
        ("problems", [error_message(problem) for problem in result.problems]),
        ("noticed", [warning_message(warning, file) for file, warning in result.warnings]),
        ("skipped", failed),
    ):
        if lines:
            _tell(say(title, lang, count=len(lines)))
            for line in lines:
                _tell(f"  {line}")
    if not walk.records:
        _tell(say("nothing", lang, file=folder))
        raise click.exceptions.Exit(2)
    items = sum(1 for entry in walk.records for _ in entry)
    _tell(say("done", lang, plans=len(walk.records), items=items, links=len(walk.links)))
    if not walk.links:
        _tell(say("no_pairs", lang))
    _tell(say("look", lang, file=output / FILES[0]))


def _extract(plans: Sequence[Path], output: Path | None, password: str | None, lang: Lang) -> None:
    from policy_xwalk.crosswalk import extract
    from policy_xwalk.run import free_id

    records: list[AnyRecord] = []
    failed: list[str] = []
    taken: set[str] = set()
    with _progress(lang) as progress:
        if len(plans) > 1:
            progress.start("read", len(plans))
        for path in plans:
            try:
                found = extract(path, password=password)
                if found.plan.id in taken:
                    found = extract(path, plan=free_id(found.plan.id, taken), password=password)
                taken.add(found.plan.id)
                records.extend(found)
            except PlanError as error:
                failed.append(error_message(error))
            progress.step(path.name)
    if records:
        _print(records, output)
    for line in failed:
        _tell(line)
    if failed:
        raise click.exceptions.Exit(2)


def _print(records: Sequence[AnyRecord], output: Path | None) -> None:
    from policy_xwalk.records import to_json
    from policy_xwalk.reporting.output import write_lines

    if output is None:
        _write_out("".join(to_json(record) + "\n" for record in records).encode())
        return
    try:
        write_lines(output, records)
    except OSError as error:
        raise PlanError("cannot_write", file=str(output), found=error.strerror or str(error)) from error


def _write_out(data: bytes) -> None:
    """Bytes to standard output: UTF-8 whatever the terminal's encoding, line ends untouched."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")


@contextmanager
def _progress(lang: Lang) -> Iterator[Progress]:
    """Bars on standard error where that is a terminal; nothing otherwise."""
    from policy_xwalk.run import Progress

    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        current = [bars.add_task("", total=None, visible=False, name="")]

        def start(stage: str, total: int) -> None:
            current[0] = bars.add_task(say(f"stage_{stage}", lang), total=total, name="")

        def step(name: str) -> None:
            bars.update(current[0], advance=1, name=name[-40:])

        yield Progress(start, step)


def _language(arguments: Sequence[str]) -> Lang:
    """The language asked for on the command line, else by ``POLICY_XWALK_LANG``, else Chinese."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            return "en" if arguments[place + 1] == "en" else "zh"
        if argument.startswith("--lang="):
            return "en" if argument == "--lang=en" else "zh"
    return "en" if os.environ.get("POLICY_XWALK_LANG") == "en" else "zh"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code; never a traceback for what the input causes."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    lang = _language(arguments)
    set_language(lang)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return _call(arguments, lang)


def _call(arguments: list[str], lang: Lang) -> int:
    try:
        result = make_app(lang)(arguments, standalone_mode=False, prog_name="policy-xwalk")
    except click.UsageError as error:
        _tell(error_message(PlanError("usage", expected=_expected(error, lang), found=_found(error, arguments))))
        return 2
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except PlanError as error:
        _tell(error_message(error))
        return 2
    except BrokenPipeError:
        # The reader of our output has gone (policy-xwalk text FILE | head): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return result if isinstance(result, int) else 0


def _expected(error: click.UsageError, lang: Lang) -> str:
    """The call as it should be: the usage of the command, or the commands there are."""
    context = error.ctx
    if context is None or context.parent is None:
        return say("missing_command", lang)
    return f"{context.command_path} {' '.join(context.command.collect_usage_pieces(context))}"


def _found(error: click.UsageError, arguments: Sequence[str]) -> str:
    """What was typed instead, and click's own word on it only where the two would not tell."""
    typed = " ".join(arguments)
    if isinstance(error, click.BadParameter | click.NoSuchOption) and not isinstance(error, click.MissingParameter):
        return f"{typed} ({error.format_message()})"
    return typed or "–"


if __name__ == "__main__":
    sys.exit(main())
