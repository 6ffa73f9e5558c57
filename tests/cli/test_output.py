import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.cli.output import Folder, Lines, People
from onrecord.record import Record
from onrecord.workers import Done

from .records import PORT_LENNA


def done(name: str = "port-lenna") -> Done:
    return Done(f"pages/{name}.html", name, PORT_LENNA, unread=False)


def test_a_file_holds_the_record(tmp_path: Path) -> None:
    Folder(tmp_path / "new" / "folder", print).write(done())
    (path,) = (tmp_path / "new" / "folder").iterdir()
    assert path.name == "port-lenna.json"
    assert Record.from_json(path.read_bytes()) == PORT_LENNA
    assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()


def test_pages_of_one_name_are_both_kept_and_it_is_said(tmp_path: Path) -> None:
    notes: list[str] = []
    folder = Folder(tmp_path, notes.append)
    for name in ("a", "a", "A", "a-2"):
        folder.write(done(name))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "A-3.json",
        "a-2-2.json",
        "a-2.json",
        "a.json",
    ]
    assert notes[0] == "pages/a.html: written to a-2.json, since another page is called a too"


def test_another_run_replaces_the_records(tmp_path: Path) -> None:
    for _ in range(2):
        Folder(tmp_path, pytest.fail).write(done())
    assert [path.name for path in tmp_path.iterdir()] == ["port-lenna.json"]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in" / "side"
    Folder(folder, lambda note: None).write(done(name))
    assert {path.name for path in tmp_path.iterdir()} == {"in"}
    assert {path.name for path in (tmp_path / "in").iterdir()} == {"side"}
    assert all(path.is_file() and not path.name.startswith(".") for path in folder.iterdir())


def test_a_record_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "port-lenna.json").mkdir()  # something is in the way
    with pytest.raises(OSError):
        Folder(tmp_path, print).write(done())
    assert [path.name for path in tmp_path.iterdir()] == ["port-lenna.json"]


def test_one_record_is_one_line(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    lines = Lines()
    lines.write(done())
    lines.write(done())
    first, second = capfdbinary.readouterr().out.splitlines()
    assert first == second
    assert json.loads(first)["schema"] == "onrecord/1"
    assert "“We will not send pilots" in first.decode()


def test_pages_are_set_apart(capsys: pytest.CaptureFixture[str]) -> None:
    people = People(by_speaker=False, explain=False)
    people.write(done())
    people.write(done())
    shown = capsys.readouterr().out
    assert shown.count("\n" + "─" * 80 + "\n") == 1
    assert shown.startswith("Port Lenna")


def _umask() -> int:
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask
