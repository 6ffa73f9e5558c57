"""The API, version 1: what the pages show and do, for programs; one module a group of routes."""

from onrecord.web.api import adding, articles, lines, people, review, statements

ROUTERS = tuple(module.router for module in (statements, people, articles, lines, review, adding))
