"""What people decided about links, items and findings: kept for ever, followed by every later run."""
