"""From a page's bytes to its article: what is the article, what is furniture and why, and when it was published."""

from onrecord.pages.article import to_article
from onrecord.pages.containers.found import DEFAULT_LIMIT, Damaged, Found, Linked, Skipped
from onrecord.pages.opening import files_in, name_of, pages_from, pages_in
from onrecord.pages.raw import PageForm, RawPage

__all__ = [
    "DEFAULT_LIMIT",
    "Damaged",
    "Found",
    "Linked",
    "PageForm",
    "RawPage",
    "Skipped",
    "files_in",
    "name_of",
    "pages_from",
    "pages_in",
    "to_article",
]
