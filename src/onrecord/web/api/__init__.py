"""The API, version 1."""

ROUTERS = ()
