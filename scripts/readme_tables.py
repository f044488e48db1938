"""Write the result tables of both READMEs from a run on corpora/, so that they cannot drift.

python scripts/readme_tables.py                 write them
python scripts/readme_tables.py --check FILE…   exit 1 where a README says something else
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from policy_xwalk.crosswalk import Crosswalk
from policy_xwalk.evaluation import table
from policy_xwalk.evaluation.evaluate import Evaluation, evaluate
from policy_xwalk.evaluation.goldset import load_gold
from policy_xwalk.records import Link
from policy_xwalk.reporting.matrix_csv import matrix_rows
from policy_xwalk.reporting.tables import build_report
from policy_xwalk.run import run_folder
from policy_xwalk.wording import Lang
from policy_xwalk.wording.reasons import reason_text
from policy_xwalk.wording.terms import relation_text

ROOT = Path(__file__).resolve().parents[1]
READMES: dict[str, Lang] = {"README.md": "en", "README.zh-CN.md": "zh", "gold/README.md": "en"}
_CROSS = ("140000-2022-55", "621025-2022-38")
#: What a reader should see first: flag, kind, number of examples, title.
_SHOWN = (
    ("unquantified", "target", 3, {"zh": "数字变为文字", "en": "numbers kept only as words"}),
    ("quantified", "target", 2, {"zh": "文字变为数字", "en": "words made numbers"}),
    ("moved", "action", 3, {"zh": "移到别的章节或专栏", "en": "moved to another chapter or box"}),
    ("scope_wider", "target", 2, {"zh": "适用范围扩大", "en": "wider scope"}),
)


def matrix_table(walk: Crosswalk, lang: Lang) -> str:
    """The indicator matrix as a Markdown table."""
    rows = matrix_rows(build_report(walk.records, walk.links, lang))
    head, *body = [[cell.replace("\n", "<br>").replace("|", "\\|") for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def examples(walk: Crosswalk, lang: Lang) -> str:
    """A list of what became of targets and tasks between Shanxi and Zhengning."""
    items = walk.items()
    cross = [link for link in walk.links if (link.upper_plan, link.local_plan) == _CROSS]
    lines = []
    for flag, kind, most, title in _SHOWN:
        found = sorted(
            (link for link in cross if flag in link.flags and link.kind == kind), key=lambda link: -link.confidence
        )
        distinct: dict[tuple[str, ...], Link] = {}
        for link in found:
            distinct.setdefault(tuple(items[i].quote for i in link.local), link)
        lines.append(f"- **{title[lang]}** ({len(found)})")
        for link in list(distinct.values())[:most]:
            upper, local = [items[i] for i in link.upper], [items[i] for i in link.local]
            quotes = " → ".join(f"「{' … '.join(item.quote for item in side)}」" for side in (upper, local) if side)
            reasons = ("；" if lang == "zh" else "; ").join(reason_text(link, upper, local, lang))
            lines.append(f"  - {relation_text(link, lang)}: {quotes} ({reasons})")
    return "\n".join(lines)


def filled(text: str, walk: Crosswalk, measured: Evaluation, lang: Lang) -> str:
    """A README with its tables as they are now."""
    contents = {
        "matrix": matrix_table(walk, lang),
        "findings": examples(walk, lang),
        "figures": table.as_markdown(table.rows(measured, lang)),
    }
    for name, content in contents.items():
        pattern = re.compile(rf"(<!-- {name}:start -->\n).*?(<!-- {name}:end -->)", re.DOTALL)
        text = pattern.sub(lambda m, content=content: f"{m[1]}{content}\n{m[2]}", text)  # type: ignore[misc]
    return text


def main(arguments: list[str]) -> int:
    """Write, or with ``--check`` compare."""
    check = arguments[:1] == ["--check"]
    walk = run_folder(ROOT / "corpora").crosswalk
    measured = evaluate(load_gold(ROOT / "gold"))
    stale = []
    for name in arguments[1:] if check else READMES:
        path = ROOT / name
        text = path.read_text("utf-8")
        new = filled(text, walk, measured, READMES[name])
        if new != text:
            stale.append(name)
            if not check:
                path.write_text(new, "utf-8", newline="\n")
    if check and stale:
        print(f"out of date: {', '.join(stale)}; run python scripts/readme_tables.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
