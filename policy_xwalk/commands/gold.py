"""``gold export`` and ``gold import``: annotations to and from the tools that people annotate with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_xwalk.cli_help import PATH, Argument, HelpedGroup, command, out_file
from policy_xwalk.terminal import deliver
from policy_xwalk.wording import Lang
from policy_xwalk.wording.cli import say

if TYPE_CHECKING:
    from policy_xwalk.evaluation.exchange import Tool


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """The group of both commands with its help in one language."""
    # Named here and not taken from the module that exchanges: --help loads nothing it does not need.
    tools = click.Choice(["label-studio", "doccano"])
    plan = click.Option(["--plan"], type=PATH, required=True, metavar="FILE", help=say("gold_plan", lang))
    group = HelpedGroup("gold", help=say("gold_group", lang))
    group.lang = lang
    group.add_command(
        command(
            "gold_export",
            lang,
            lambda gold, plan, tool, output: _gold_export(gold, plan, tool, output),
            Argument("gold", say("gold_file", lang), type=PATH, metavar="GOLD"),
            plan,
            click.Option(["--to", "tool"], type=tools, required=True, help=say("gold_tool", lang)),
            out_file(lang),
        ),
        "export",
    )
    group.add_command(
        command(
            "gold_import",
            lang,
            lambda file, plan, tool, output: _gold_import(file, plan, tool, output),
            Argument("file", say("gold_export_file", lang), type=PATH, metavar="FILE"),
            plan,
            click.Option(["--from", "tool"], type=tools, required=True, help=say("gold_tool", lang)),
            out_file(lang),
        ),
        "import",
    )
    return (group,)


def _gold_export(gold: Path, plan: Path, tool: Tool, output: Path | None) -> None:
    from policy_xwalk.evaluation.exchange import export_gold, setup

    deliver(export_gold(gold, plan, tool), output)
    if output is not None:
        suffix, content = setup(tool)
        deliver(content, output.with_suffix(suffix))


def _gold_import(file: Path, plan: Path, tool: Tool, output: Path | None) -> None:
    from policy_xwalk.evaluation.exchange import import_gold
    from policy_xwalk.reading.files import read_bytes

    text = read_bytes(file).decode("utf-8-sig", "replace")
    records = import_gold(text, plan, tool)
    deliver("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), output)
