"""The application keeps to its own description, whatever it is sent (schemathesis)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from onrecord.ledger import Ledger
from onrecord.web import Settings, create_app

schemathesis = pytest.importorskip("schemathesis", reason="no schemathesis")
EXAMPLES = 5
"""Requests made up for each route."""


@schemathesis.hook
def before_load_schema(context: Any, raw_schema: dict[str, Any]) -> None:
    """schemathesis 4.32 takes `prefixItems` for what JSON Schema called `items` before, and finds that invalid."""
    waiting: list[Any] = [raw_schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict) and isinstance(part.get("prefixItems"), list):
            part["items"] = {"anyOf": part.pop("prefixItems")}
        waiting += part.values() if isinstance(part, dict) else part if isinstance(part, list) else []


@pytest.mark.usefixtures("read_lines")
def test_what_is_answered_is_what_was_described(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.requests.PATIENCE", 60)  # a busy machine is no fault of the answer
    checks = pytest.importorskip("schemathesis.specs.openapi.checks")
    wanted = [
        schemathesis.checks.not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_headers_conformance,
        checks.response_schema_conformance,
    ]
    application = create_app(
        ledger, Settings(hosts=frozenset({"testserver", "localhost"}), reads_a_minute=10_000)
    )
    tried = 0
    for found in schemathesis.openapi.from_asgi("/api/v1/openapi.json", application).get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def keeps_to_it(case: Any) -> None:
            case.call_and_validate(checks=wanted)

        keeps_to_it()
        tried += 1
    assert tried > 30
