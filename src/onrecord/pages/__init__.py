"""From a page's bytes to its article: what is the article, what is furniture and why, and when it was published."""

from onrecord.pages.article import to_article
from onrecord.pages.raw import PageForm, RawPage

__all__ = ["PageForm", "RawPage", "to_article"]
