"""The pages a person sees, one module a group."""

from onrecord.web.pages import (
    about,
    adding,
    articles,
    assets,
    lines,
    review,
    search,
    session,
    speakers,
    start,
    statements,
)

ROUTERS = tuple(
    module.router
    for module in (
        start,
        search,
        speakers,
        statements,
        articles,
        lines,
        review,
        adding,
        about,
        assets,
        session,
    )
)
