"""The cross-walk as one HTML page that opens from the disk."""

from policy_xwalk.reporting.page.render import render_page, write_page

__all__ = ["render_page", "write_page"]
