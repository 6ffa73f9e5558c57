"""Speakers within a page: from the words that name a source to the person or body that speaks."""

from onrecord.speakers.resolution import resolve

__all__ = ["resolve"]
