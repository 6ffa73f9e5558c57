"""What every measurement needs: where the annotated data lies, the scoring functions, the machine in words."""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import sys
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
"""The folder with the annotated data: ONRECORD_SHARED, or `shared` beside the checkout."""


def data(*parts: str) -> Path:
    """A path below the annotated data. Exits with a sentence where it is missing."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        sys.exit(f"{path} is missing: set ONRECORD_SHARED to the folder with the annotated data")
    return path


def scorer() -> Any:
    """The module bench/score.py that lies with the data: its figures are the ones that count."""
    spec = importlib.util.spec_from_file_location("score", data("bench", "score.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def hardware() -> str:
    """Processor, cores and Python, for beside a speed figure."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [
            line.partition(":")[2].strip()
            for line in cpuinfo.read_text().splitlines()
            if "model name" in line
        ]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def parser(description: str | None) -> argparse.ArgumentParser:
    """An argument parser that shows the module's docstring as it stands."""
    return argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
