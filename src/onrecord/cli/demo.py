"""`onrecord demo`: the sample pages that come with onrecord, read and shown."""

from __future__ import annotations


def demo() -> None:
    """Read the sample pages that come with onrecord, and show what to do next."""
