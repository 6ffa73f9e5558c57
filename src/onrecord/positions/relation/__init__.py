"""What a later statement is to an earlier one of the same speaker on the same subject.

relation, = Relations().between([(earlier, later)])
relation.changed, relation.reasons
"""

from onrecord.positions.relation.differences import changed_reasons
from onrecord.positions.relation.model import Relations
from onrecord.positions.relation.relation import KINDS, Relation, Side

__all__ = ["KINDS", "Relation", "Relations", "Side", "changed_reasons"]
