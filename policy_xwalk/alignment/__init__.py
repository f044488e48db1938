"""What became of the items of an upper plan in a local one: :func:`align`. Records in, records out; no file."""

from policy_xwalk.alignment.links import align
from policy_xwalk.alignment.prepared import Prepared, prepare

__all__ = ["Prepared", "align", "prepare"]
