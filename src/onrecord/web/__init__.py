"""The ledger in a browser, and its API.

`app` puts together what `pages` shows and `api` answers; `guard` stands before every request. Pages are server-rendered
from `templates`, one style sheet and almost no script.
"""

from onrecord.web.app import create_app
from onrecord.web.serving import run
from onrecord.web.settings import Settings, is_loopback

__all__ = ["Settings", "create_app", "is_loopback", "run"]
