"""What every measurement needs: where the annotated data lies, the scoring functions, the machine in words."""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from onrecord.reader import Model, ModelName

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


def model_option(arguments: argparse.ArgumentParser) -> None:
    """`--model`: what `chosen` understands."""
    arguments.add_argument(
        "--model",
        default="standard",
        metavar="MODEL",
        help="standard (unless given) or fast, as they come with onrecord; a folder of other models, for its standard "
        "one; or one of its files, FOLDER/fast.onnx",
    )


def chosen(model: str) -> tuple[Path | None, ModelName]:
    """The folder, None for the shipped one, and the name of the model that `--model` means."""
    from onrecord.reader.model import STEMS  # not at once: some measurements count what is loaded

    if model in STEMS:
        return None, cast("ModelName", model)
    path = Path(model)
    named: dict[str, ModelName] = {f"{stem}.onnx": name for name, stem in STEMS.items()}
    return (path.parent, named[path.name]) if path.name in named else (path, "standard")


def model_of(model: str = "standard", threads: int = 0) -> Model:
    """The model that `--model` means. Raises ModelError."""
    from onrecord.reader import Model

    folder, name = chosen(model)
    return Model(folder, threads, name)


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
