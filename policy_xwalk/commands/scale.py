"""``status`` and ``query``: what a run would do, and questions to what one found."""

from __future__ import annotations

from pathlib import Path

import click

from policy_xwalk.cli_help import PATH, Argument, command
from policy_xwalk.commands.run_job import place
from policy_xwalk.terminal import deliver, tell
from policy_xwalk.wording import Lang, error_message
from policy_xwalk.wording.cli import say
from policy_xwalk.wording.scale import STATES, WHY


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """The commands with their help in one language."""
    out = click.Option(["-o", "--output"], default="out", show_default=True, metavar="OUT", help=say("query_out", lang))
    forms = click.Choice(["table", "csv", "jsonl", "md"])
    return (
        command(
            "status",
            lang,
            lambda **given: _status(lang=lang, **given),
            Argument("folder", say("folder", lang), metavar="FOLDER"),
            out,
            click.Option(["--all", "everything"], is_flag=True, help=say("status_all", lang)),
            click.Option(["--state"], type=click.Choice(list(STATES)), help=say("status_state", lang)),
        ),
        command(
            "query",
            lang,
            lambda **given: _query(lang=lang, **given),
            Argument("sql", say("query_sql", lang), required=False, metavar="[SQL]"),
            out,
            click.Option(
                ["--format", "form"], type=forms, default="table", show_default=True, help=say("query_format", lang)
            ),
            click.Option(["--to"], type=PATH, metavar="FILE", help=say("query_to", lang)),
        ),
    )


def _status(folder: str, output: str, everything: bool, state: str | None, lang: Lang) -> None:
    from policy_xwalk.corpus import load_corpus
    from policy_xwalk.scale.results import Results
    from policy_xwalk.scale.status import status_of

    results = Results(output)
    found = status_of(load_corpus(place(folder)), results)
    last = results.state()
    comma = "；" if lang == "zh" else "; "
    lines = []
    for standing in found:
        if state not in (None, standing.status) or (standing.status == "done" and not everything and state is None):
            continue
        reasons = [WHY[code][lang] for code in standing.why]
        if standing.error is not None:
            reasons.append(error_message(standing.error, lang))
        lines.append(f"{STATES[standing.status][lang]}\t{standing.file}\t{comma.join(reasons)}".rstrip("\t") + "\n")
    deliver("".join(lines), None)
    if not last.files:
        tell(say("status_never", lang, file=output))
    elif last.finished:
        tell(say("status_pairs", lang, plans=last.plans, pairs=last.pairs))
    else:
        tell(say("status_unfinished", lang))
    tell(say("status_count", lang, **{name: sum(1 for each in found if each.status == name) for name in STATES}))


def _query(sql: str | None, output: str, form: str, to: Path | None, lang: Lang) -> None:
    from policy_xwalk.scale.query import FORMS, ask, shown, views

    answer = views() if sql is None else ask(output, sql)
    chosen = next(known for known in FORMS if known == form)
    deliver(shown(answer, chosen), to)
    if sql is not None and form == "table":
        tell(say("query_rows", lang, count=len(answer.rows)))
