"""Who speaks: from the words that name a source to the person or body on the page, and across pages."""

from onrecord.speakers.careers import Role
from onrecord.speakers.gazetteer import Gazetteer
from onrecord.speakers.matching import Known, Match, match, match_names, name_keys
from onrecord.speakers.reliability import confidence
from onrecord.speakers.resolution import resolve

__all__ = [
    "Gazetteer",
    "Known",
    "Match",
    "Role",
    "confidence",
    "match",
    "match_names",
    "name_keys",
    "resolve",
]
