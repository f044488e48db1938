"""Old Word, WPS and Excel files, RTF and the like: LibreOffice turns them into an open format, which is then read.

It runs without a window, with a profile of its own that is thrown away (two runs at once do not meet, and no setting or
macro of the user's takes part), and for a limited time. Macros do not run on conversion in a fresh profile.
"""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits

_NAMES = ("soffice", "libreoffice")
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_NO_SECTOR = 0xFFFFFFFA
_FREE = 0xFFFFFFFF
# Into what each format is turned, and the suffix and import filter by which LibreOffice knows it. The filter is named
# so that content decides: a .doc that is in truth something else is not read as whatever LibreOffice makes of it.
_CONVERSIONS = {
    "doc": ("docx", ".doc", "MS Word 97"),
    "rtf": ("docx", ".rtf", "Rich Text Format"),
    "wordml": ("docx", ".xml", "MS Word 2003 XML"),
    "xls": ("xlsx", ".xls", None),
    "ods": ("xlsx", ".ods", "calc8"),
    "fods": ("xlsx", ".fods", "OpenDocument Spreadsheet Flat XML"),
}


def find_office() -> str | None:
    """Path of LibreOffice; None where it is not installed."""
    for name in _NAMES:
        if (found := shutil.which(name)) is not None:
            return found
    return next((path for path in _ELSEWHERE if Path(path).is_file()), None)


def read_through_office(data: bytes, file: str, kind: str, limits: ReadLimits = DEFAULT_LIMITS) -> SourceDocument:
    """Read a file of an old format (``doc``, ``rtf``, ``wordml``, ``xls``, ``ods``, ``fods``) by way of LibreOffice.

    The digest is that of the file as given, the format its own (``wps`` and ``et`` by suffix: the content is that of
    ``doc`` and ``xls``). Raises :class:`UnreadableFile`: ``needs_office`` where LibreOffice is not installed,
    ``conversion_failed``, ``conversion_timeout``, else what the reader of the open format raises.
    """
    target, _, _ = _CONVERSIONS[kind]
    converted = convert(data, file, kind, limits)
    if target == "xlsx":
        from policy_xwalk.reading.spreadsheet import read_xlsx

        document = read_xlsx(converted, file, limits)
    else:
        from policy_xwalk.reading.docx import read_docx

        document = read_docx(converted, file, limits)
    suffix = Path(file).suffix.lower().removeprefix(".")
    form = suffix if (kind, suffix) in {("doc", "wps"), ("xls", "et")} else kind
    return replace(document, sha256=sha256(data).hexdigest(), format=form)


@lru_cache(maxsize=2)
def convert(data: bytes, file: str, kind: str, limits: ReadLimits = DEFAULT_LIMITS) -> bytes:
    """A file in its open format (DOCX or XLSX); raises as :func:`read_through_office`.

    The last two are kept: a workbook is looked at first whether it is a framework, and read after that.
    """
    target, suffix, infilter = _CONVERSIONS[kind]
    if (missing := missing_bytes(data)) > 0:
        raise UnreadableFile("unreadable_file", file=file, found=f"{kind}: -{missing} B")
    office = find_office()
    if office is None:
        raise UnreadableFile("needs_office", file=file, found=kind)
    with tempfile.TemporaryDirectory(prefix="policy-xwalk-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"source{suffix}"
        source.write_bytes(data)
        command = [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--invisible",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            *([f"--infilter={infilter}"] if infilter else []),
            "--convert-to",
            target,
            "--outdir",
            str(folder / "out"),
            str(source),
        ]
        told = _run(command, folder, file, limits.convert_seconds)
        result = folder / "out" / f"source.{target}"
        if not result.is_file() or not (size := result.stat().st_size):
            raise UnreadableFile("conversion_failed", file=file, found=told)
        if size > limits.file_bytes:
            raise UnreadableFile("file_too_large", file=file, size=size, limit=limits.file_bytes)
        return result.read_bytes()


def missing_bytes(data: bytes) -> int:
    """How much of an old Office file is cut off; 0 for a whole one and for other formats.

    Its allocation table ([MS-CFB] 2.3) names every sector in use. LibreOffice silently reads what is left of a file
    that was cut off, and rows of a table would be missing without a word.
    """
    if not data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") or len(data) < 512:
        return 0
    size: int = 4096 if struct.unpack_from("<H", data, 30)[0] == 12 else 512
    entries = size // 4
    highest = -1
    for number, sector in enumerate(struct.unpack_from("<109I", data, 76)):
        if sector >= _NO_SECTOR:
            break
        start = (int(sector) + 1) * size
        if start + size > len(data):
            return start + size - len(data)
        used = struct.unpack_from(f"<{entries}I", data, start)
        last = next((index for index in range(entries - 1, -1, -1) if used[index] != _FREE), None)
        if last is not None:
            highest = number * entries + last
    # The last sector need not be full.
    return max(0, (highest + 1) * size + 1 - len(data))


def _run(command: list[str], folder: Path, file: str, seconds: int) -> str:
    """Run LibreOffice in its own process group, so that an end by time takes its helpers along."""
    apart = sys.platform != "win32"
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=apart,
            env={**os.environ, "HOME": str(folder)},
        )
    except OSError as error:
        raise UnreadableFile("conversion_failed", file=file, found=type(error).__name__) from error
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile("conversion_timeout", file=file, limit=seconds) from error
    finally:
        if process.poll() is None:
            with suppress(OSError):
                if sys.platform != "win32":
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
            process.communicate()
    lines = [line for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1].replace(str(folder), "")[:200] if lines else f"exit {process.returncode}"
