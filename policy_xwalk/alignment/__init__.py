"""What became of the items of an upper plan in a local one: :func:`align`. Records in, records out; no file."""

from policy_xwalk.alignment.links import align

__all__ = ["align"]
