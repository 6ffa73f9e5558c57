"""From a URL to the page that lies there, politely and without being led to where it must not go."""

from onrecord.fetching.fetcher import USER_AGENT, Fetcher

__all__ = ["USER_AGENT", "Fetcher"]
