"""Daft: how files are dealt out to workers, on this machine or on a Ray cluster."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any, Literal

from onrecord.batch.files import FileReader, Settings
from onrecord.batch.inputs import Input
from onrecord.cores import cores
from onrecord.errors import BatchError

Runner = Literal["native", "ray"]

_PATIENCE = 600
"""Seconds that workers may take to start, on a busy machine or while a cluster grows."""
_QUIET = {
    "DAFT_ANALYTICS_ENABLED": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # a change to come that Ray warns of; it concerns GPUs only
}


def start(runner: Runner, address: str | None = None, workers: int | None = None) -> int:
    """Makes the engine ready; gives how many workers there are to be: `workers`, or one a core.

    A Ray cluster is at `address`, or is started here. Raises BatchError when what is needed is not there.
    """
    if runner == "native":
        _on_this_machine()
        cpus = cores()
    else:
        cpus = _on_ray(address, workers or cores())
    _daft().set_execution_config(
        maintain_order=False,  # else a file waits for those dealt out before it
        actor_udf_ready_timeout=_PATIENCE,
    )
    return workers or cpus


@cache
def _on_this_machine() -> None:
    _daft().set_runner_native()


@cache
def _on_ray(address: str | None, cpus: int) -> int:
    """The cores of the cluster."""
    daft, ray = _daft(), _installed("ray", "batch-ray")
    here = {} if address else {"num_cpus": cpus, "include_dashboard": False}
    try:
        ray.init(address=address or "local", log_to_driver=False, logging_level="ERROR", **here)
    except (ConnectionError, RuntimeError, TimeoutError, ValueError) as error:
        raise BatchError(f"there is no Ray cluster at {address or 'this machine'}: {error}") from error
    daft.set_runner_ray(noop_if_initialized=True)
    return int(ray.cluster_resources()["CPU"])


def read_files(files: Sequence[Input], settings: Settings, workers: int) -> Iterator[dict[str, Any]]:
    """Reads the files and gives a manifest for each that is done, as they are done.

    A file that cannot be opened gives {"input": …, "failed": reason}. Call `start` first. Raises KeyboardInterrupt,
    BatchError.
    """
    daft = _daft()
    reading = daft.cls(_Reading, max_concurrency=workers, use_process=True, cpus=1)(settings)
    frame = daft.from_pydict({"place": [file.place for file in files]}).into_batches(1)
    manifests = frame.select(reading(daft.col("place")).alias("manifest"))
    given = 0
    with told():
        for row in manifests.iter_rows(results_buffer_size=None):
            yield json.loads(row["manifest"])
            given += 1
    if given < len(files):  # Daft takes Ctrl-C for itself, and then ends as if it had come to the end
        raise KeyboardInterrupt


@contextmanager
def told() -> Iterator[None]:
    """Turns what the engine raises into a BatchError that says what to do."""
    from daft.errors import UDFException
    from daft.exceptions import DaftCoreException

    try:
        yield
    except (UDFException, DaftCoreException, RuntimeError, OSError) as error:
        reason = (str(error.__cause__ or error).strip() or type(error).__name__).splitlines()[-1]
        raise BatchError(
            f"the engine stopped: {reason}. What was finished stands: the same command goes on from there"
        ) from error


class _Reading:
    """What a worker does, file after file."""

    def __init__(self, settings: Settings) -> None:
        self._reader = FileReader(settings)

    def __call__(self, place: str) -> str:
        try:
            return json.dumps(self._reader.read(Input(place)))
        except BatchError as error:
            return json.dumps({"input": place, "failed": str(error)})


def quiet() -> None:
    """Before the engines are first loaded: neither of them reports to its makers, or draws on the terminal."""
    os.environ.update(_QUIET)


def _daft() -> Any:
    quiet()
    return _installed("daft", "batch")


def _installed(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise BatchError(f"{name} is not installed:  pip install 'onrecord[{extra}]'") from None
