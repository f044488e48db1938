"""What a run would do: which files are new, done, stale or failed, and why."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

from policy_xwalk.corpus import Corpus, CorpusEntry
from policy_xwalk.errors import PlanError
from policy_xwalk.scale.remote import is_url, read_url
from policy_xwalk.scale.results import Results
from policy_xwalk.scale.state import FileState, State, stamp_of
from policy_xwalk.scale.steps import read_key, reading_code
from policy_xwalk.scale.store import read_head
from policy_xwalk.scale.units import Described, Fault, digest, unpack_head

FileStatus = Literal["new", "done", "stale", "failed", "gone"]
Why = Literal["never_read", "file_changed", "entry_changed", "code_changed", "part_lost", "not_in_folder"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a file stands; ``why`` holds codes of :data:`policy_xwalk.wording.scale.WHY`; ``error``: why it failed."""

    file: str
    status: FileStatus
    why: tuple[Why, ...] = ()
    error: PlanError | None = None


def status_of(corpus: Corpus, results: Results) -> tuple[Standing, ...]:
    """Every file of the folder, then those that are gone from it. Nothing is written, no plan is extracted."""
    state = results.state()
    # Before the parts are listed: behind a URL what is known of the files of the folder is forgotten then.
    stamps = {entry.file: stamp_of(str(entry.path), time.time_ns()) for entry in corpus.entries}
    kept = results.store.keys("plan")
    found = [each for entry in corpus.entries for each in _standings(entry, stamps[entry.file], state, results, kept)]
    present = {entry.file for entry in corpus.entries}
    gone = sorted(set(state.files) - present)
    return (*found, *(Standing(file, "gone", ("not_in_folder",)) for file in gone))


def _standings(entry: CorpusEntry, stamp: str, state: State, results: Results, kept: set[str]) -> list[Standing]:
    """How a file stands; of an archive that was read, also the files in it that gave no plan."""
    whole, key = _standing(entry, stamp, state, results, kept)
    data = read_head(results.store, "plan", key) if whole.status == "done" else None
    members = unpack_head(data).members if data is not None else ()
    found = [whole]
    for member in members:
        inner = read_key(member.blob, member.file, Described.of(entry)) if member.blob else ""
        fault = member.fault or _fault(results, inner)
        if fault is not None:
            found.append(Standing(member.file, "failed", (), fault.error()))
        elif inner not in kept:
            found.append(Standing(member.file, "new", ("never_read",)))
    return found


def _standing(entry: CorpusEntry, stamp: str, state: State, results: Results, kept: set[str]) -> tuple[Standing, str]:
    """How a file stands, and the key of its part."""
    described, place = Described.of(entry), str(entry.path)
    seen = state.files.get(entry.file)
    sha256 = seen.sha256 if seen and seen.sha256 and stamp and stamp == seen.stamp else _sha256(place)
    key = read_key(sha256, entry.file, described)
    if key in kept:
        fault = seen.fault if seen is not None and seen.key == key else _fault(results, key)
        return (Standing(entry.file, "failed", (), fault.error()) if fault else Standing(entry.file, "done")), key
    if seen is None:
        return Standing(entry.file, "new", ("never_read",)), key
    if seen.died or not seen.key:
        return Standing(entry.file, "failed", (), seen.fault.error() if seen.fault else None), key
    return Standing(entry.file, "stale", _why(seen, sha256, described)), key


def _fault(results: Results, key: str) -> Fault | None:
    head = read_head(results.store, "plan", key)
    return unpack_head(head).fault if head is not None else None


def _why(seen: FileState, sha256: str, described: Described) -> tuple[Why, ...]:
    reasons: list[Why] = []
    if seen.sha256 != sha256:
        reasons.append("file_changed")
    if seen.described != digest(described):
        reasons.append("entry_changed")
    if seen.code != reading_code():
        reasons.append("code_changed")
    return tuple(reasons) or ("part_lost",)


def _sha256(place: str) -> str:
    import hashlib
    from pathlib import Path

    try:
        if is_url(place):
            return hashlib.sha256(read_url(place)).hexdigest()
        with open(Path(place), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
