"""How annotated articles are cut into windows for training."""

from __future__ import annotations

from tokenizers import Tokenizer

from onrecord.reader.model import SHIPPED
from training.constructions import parsed
from training.data import Document, Example, examples

TEXT = (
    "<s1>Mr. A. Kos</s1> <c1>said</c1> <q1>“the weir held. It will hold”</q1>. <s2>She</s2> <c2>agreed</c2>"
    " <q2><s3 in=2>the board</s3> <c3>had said</c3> <q3>so</q3> in May</q2>."
)


class Sentences:
    """In place of chance: the marks as they are, and every sentence alone."""

    def random(self) -> float:
        return 0.0

    def choices(self, of: tuple[int, ...], weights: tuple[float, ...]) -> list[int]:
        assert len(of) == len(weights)
        return [of[-1]]


def words(text: str, example: Example, label: int | None = None) -> list[str]:
    window = example.window
    listed = zip(window.starts, window.ends, example.roles, strict=True)
    return [text[start:end] for start, end, role in listed if label is None or role == label]


def test_sentences_and_contents_alone() -> None:
    text, statements, names = parsed([TEXT])
    document = Document("d", text, statements, names)
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    found = examples(document, tokenizer, chance=Sentences())  # type: ignore[arg-type]
    read = [" ".join(words(text, example)) for example in found]
    assert read == [
        "Mr . A . Kos said “ the weir held .",
        "It will hold ” .",
        "She agreed the board had said so in May .",
        "“ the weir held . It will hold ”",
        "the board had said so in May",
    ]
    outside = [words(text, example, 0) for example in found]
    assert outside == [[], ["."], ["."], read[3].split(), ["in", "May"]]
