"""Digest of the code that a step depends on: its source files, the data files these name, and the libraries.

A part made by other code is stale. What a step depends on is read from the ``import`` lines, starting at the step's
own module, so that a new rule of the audit makes no extraction stale and a word added to a lexicon makes all stale
that reads it. Wording is left out where records are made: they hold codes, and no sentence.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from hashlib import blake2s
from importlib import metadata
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(policy_xwalk[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)|import[ \t]+(policy_xwalk[\w.]*))",
    re.MULTILINE,
)
_FOREIGN = re.compile(r"^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*)", re.MULTILINE)
_TYPES_ONLY = re.compile(r"^if TYPE_CHECKING:\n(?:[ \t]+[^\n]*\n|\n)+", re.MULTILINE)
_WORDING = "policy_xwalk.wording"
#: Modules whose distribution has another name.
_DISTRIBUTIONS = {"sklearn": "scikit-learn", "cv2": "opencv-python", "PIL": "pillow", "docx": "python-docx"}


@cache
def code_digest(*modules: str, wording: bool = False) -> str:
    """Digest of everything that the modules (dotted, inside ``policy_xwalk``) depend on, at any distance.

    ``wording`` counts the words shown to people too.
    """
    content = blake2s(digest_size=12)
    content.update(unicodedata.unidata_version.encode())
    sources = {name: _source(name) for name in _closure(modules, wording)}
    for name in sorted(sources):
        content.update(f"\x00{name}\x00".encode() + sources[name])
    for path in sorted((_PACKAGE / "data").iterdir()):
        named = path.name.encode()
        if any(named in source for source in sources.values()):
            content.update(f"\x00{path.name}\x00".encode() + path.read_bytes())
    foreign = {name for source in sources.values() for name in _FOREIGN.findall(source.decode())}
    for name in sorted(foreign):
        content.update(f"\x00{name}\x00{_version(_DISTRIBUTIONS.get(name, name))}".encode())
    return content.hexdigest()


def whole_digest() -> str:
    """Digest of the code of all steps: two machines work on one run only where it is the same."""
    return code_digest("policy_xwalk.scale.steps")


def _closure(modules: tuple[str, ...], wording: bool) -> set[str]:
    found: set[str] = set()
    left = list(modules)
    while left:
        name = left.pop()
        if name in found or (name.startswith(_WORDING) and not wording) or _file(name) is None:
            continue
        found.add(name)
        left += _imports(name)
    return found


@cache
def _imports(name: str) -> tuple[str, ...]:
    """Modules of the package that a module imports when it runs, those inside its functions too."""
    text = _TYPES_ONLY.sub("", _source(name).decode())
    names: list[str] = [name.rpartition(".")[0]]
    for home, imported, plain in _IMPORT.findall(text):
        names.append(home or plain)
        names += [f"{home}.{word}" for word in re.findall(r"\w+", imported)] if home else []
    return tuple(names)


def _file(name: str) -> Path | None:
    path = _PACKAGE.joinpath(*name.split(".")[1:])
    for file in (path.with_suffix(".py"), path / "__init__.py"):
        if name.split(".")[0] == _PACKAGE.name and file.is_file():
            return file
    return None


@cache
def _source(name: str) -> bytes:
    file = _file(name)
    return file.read_bytes().replace(b"\r\n", b"\n") if file is not None else b""


@cache
def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""
