"""What a statement is about: the people, bodies and places in it, and its key phrases."""

from onrecord.topics.entities import about
from onrecord.topics.phrases import key_phrases

__all__ = ["about", "key_phrases"]
