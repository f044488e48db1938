"""The doctor: shows what was read of a file, where, and what about it a person should look at."""

from policy_xwalk.doctor.command import run_doctor
from policy_xwalk.doctor.examine import Examination, examine_bytes, examine_path

__all__ = ["Examination", "examine_bytes", "examine_path", "run_doctor"]
