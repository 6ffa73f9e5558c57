"""When: words like "Tuesday", "ten days before", "in October" to dates, against the article's date."""

from onrecord.times.statements import said_and_announced
from onrecord.times.timeline import TimeExpression, expressions

__all__ = ["TimeExpression", "expressions", "said_and_announced"]
