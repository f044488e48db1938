"""Write the lock files anew: exact versions with hashes, for every platform, without index addresses. Needs uv."""

from __future__ import annotations

import subprocess
import sys

LOCKS = {"requirements.lock": ("build",), "requirements-dev.lock": ("build", "all", "dev")}

for name, extras in LOCKS.items():
    command = ["uv", "pip", "compile", "--quiet", "pyproject.toml", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "-o", name]
    for extra in extras:
        command += ["--extra", extra]
    if code := subprocess.run(command, check=False).returncode:
        sys.exit(code)
