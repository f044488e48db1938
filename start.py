"""Set up policy-xwalk and run it: needs nothing but Python 3.11 or newer and a network to install from.

    python start.py          make an environment, run the main job on corpora/, say where to look
    python start.py test     the same for the tests, with ruff and mypy
    python start.py -- ...   any policy-xwalk command in that environment

The environment stands in .venv beside this file; an existing one is used again as long as the lock file is the same.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE / ".venv"
BIN = HOME / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OUT = Path("out")


def call(*arguments: str | Path) -> int:
    """Run a command in the environment, from the project's folder."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return subprocess.run([str(a) for a in arguments], cwd=HERE, env=environment, check=False).returncode


def must(*arguments: str | Path) -> None:
    """Run a command that has to succeed."""
    if code := call(*arguments):
        sys.exit(code)


def prepare(lock: str) -> None:
    """Make the environment, and install what the lock file names where that has not been done."""
    stamp = HOME / f".{lock}.sha256"
    wanted = hashlib.sha256((HERE / lock).read_bytes() + (HERE / "pyproject.toml").read_bytes()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not PYTHON.exists():
        print(f"正在准备运行环境 / making {HOME.name} …", flush=True)
        try:
            venv.EnvBuilder(with_pip=True).create(HOME)
        except (subprocess.CalledProcessError, ImportError, OSError) as error:
            # Debian and Ubuntu ship Python without the part that makes environments.
            print(f"无法建立运行环境 / cannot make the environment: {error}")
            print("Debian/Ubuntu: apt install python3-venv")
            shutil.rmtree(HOME, ignore_errors=True)
            sys.exit(2)
    print("正在安装依赖 / installing …", flush=True)
    must(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock)
    must(PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", ".")
    stamp.write_text(wanted)


def main(arguments: list[str]) -> int:
    """Do what the first argument says."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this with an older Python must be told so
        print("需要 Python 3.11 或更新版本 / Python 3.11 or newer is needed")
        return 2
    if arguments[:1] == ["test"]:
        prepare("requirements-dev.lock")
        must(PYTHON, "-m", "ruff", "check", ".")
        must(PYTHON, "-m", "ruff", "format", "--check", ".")
        must(PYTHON, "-m", "mypy")
        return call(PYTHON, "-m", "pytest", *arguments[1:])
    prepare("requirements.lock")
    if arguments[:1] == ["--"]:
        return call(PYTHON, "-m", "policy_xwalk", *arguments[1:])
    if arguments:
        print(__doc__)
        return 2
    code = call(PYTHON, "-m", "policy_xwalk", "run", "corpora", "-o", OUT)
    if code == 0:
        print(f"请用浏览器打开 / open in a browser: {HERE / OUT / 'index.html'}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
