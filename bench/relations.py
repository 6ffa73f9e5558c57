"""What a later statement is to an earlier one, held out by file: python -m bench.relations [--errors]

Pairs of data/positions; the model is trained anew without each of the six files and measured on it (never by pair), its
temperature fitted on the five others' held-out answers. Needs the extra "bench" for scikit-learn.

The same act is told by date and by words. Every such pair of the data has one date and no other pair has, so with dates
as they are it is trivial; measured is what words alone can tell *given one date*: all pairs are taken as though both
were reported on one day. Negatives are then the new points (a changed position on one day and an altered report of it
are the same words; the harder figure that counts changed pairs as negatives too stands beside it).
"""

from __future__ import annotations

import numpy as np
from sklearn.metrics import confusion_matrix, f1_score, roc_auc_score

from bench.confidence import calibration_error
from bench.shared import data, parser
from onrecord.positions import marking
from onrecord.positions.relation import KINDS, Relation, changed_reasons
from onrecord.positions.relation.classifier import Floats, softmax
from onrecord.positions.relation.model import dated, likeness
from training.relations import Pair, out_of_fold, pairs, temperature

SAME, ALTERED, RESTATED, NEW, CHANGED = range(len(KINDS))
RECALL = 0.85
CLEAR = 0.6
"""What is less likely than this is called unclear."""


def held_out() -> tuple[list[Pair], Floats, Floats]:
    """The pairs and their probabilities by text alone: as fitted, and calibrated."""
    chosen = pairs(data("data", "positions").parent.parent)
    plain = out_of_fold(chosen)
    calibrated = np.zeros_like(plain)
    files, kinds = np.array([pair.file for pair in chosen]), np.array([pair.kind for pair in chosen])
    for file in set(files):
        here = files == file
        divisor = temperature(plain[~here], kinds[~here].tolist())
        calibrated[here] = softmax(np.log(plain[here]) / divisor)
    return chosen, plain, calibrated


def later_of(chosen: list[Pair], by_text: Floats) -> tuple[Floats, Floats]:
    """Of the pairs of two acts: their kinds, and the probabilities of restated, new and changed."""
    rows = [
        (pair.kind, dated(given, pair.a.said, pair.b.said)[RESTATED:])
        for pair, given in zip(chosen, by_text, strict=True)
        if pair.kind >= RESTATED
    ]
    given = np.array([row for _, row in rows])
    return np.array([kind for kind, _ in rows]) - RESTATED, given / given.sum(axis=1, keepdims=True)


def precision_at(scores: Floats, right: Floats, recall: float) -> float:
    """The best precision of a threshold that finds a share `recall` of what is right."""
    order = np.argsort(-scores, kind="stable")
    found = np.cumsum(right[order])
    precision = found / np.arange(1, len(order) + 1)
    return float(precision[found >= recall * right.sum()].max())


def same_act(chosen: list[Pair], by_text: Floats, negatives: tuple[int, ...]) -> tuple[float, float]:
    """Precision at a recall of 0.85, and the area under the ROC curve, of the same act given one date."""
    kept = [index for index, pair in enumerate(chosen) if pair.kind <= ALTERED or pair.kind in negatives]
    likely = (dated(by_text[index], "2000-01-01", "2000-01-01") for index in kept)
    scores = np.array([Relation(*given.tolist()).same_act for given in likely])
    right = np.array([chosen[index].kind <= ALTERED for index in kept], dtype=float)
    return precision_at(scores, right, RECALL), float(roc_auc_score(right, scores))


def marks(chosen: list[Pair], by_text: Floats) -> dict[str, float]:
    """How often a line marks right what it marks, and how many changes it shows are changes and are all there are."""
    shown: dict[str, list[bool]] = {name: [] for name in ("restated", "new", "unclear", "changes")}
    for pair, given in zip(chosen, by_text, strict=True):
        if pair.kind < RESTATED:
            continue
        likely = dated(given, pair.a.said, pair.b.said)
        repeats = float(likely[:NEW].sum())
        mark = "restated" if repeats >= marking.RESTATED else "new" if repeats <= marking.NEW else "unclear"
        shown[mark].append((pair.kind == RESTATED) == (mark == "restated"))
        explained = changed_reasons(pair.a.text, pair.b.text)
        if likely[CHANGED] >= (marking.CHANGED if explained else marking.UNEXPLAINED):
            shown["changes"].append(pair.kind == CHANGED)
    later = sum(len(shown[mark]) for mark in ("restated", "new", "unclear"))
    changed = sum(pair.kind == CHANGED for pair in chosen)
    return {
        **{f"relations.mark.{mark}": len(shown[mark]) / later for mark in ("restated", "new", "unclear")},
        **{f"relations.mark.{mark}.right": float(np.mean(shown[mark])) for mark in ("restated", "new")},
        "relations.changes.right": float(np.mean(shown["changes"])),
        "relations.changes.found": sum(shown["changes"]) / changed,
    }


def vectors_alone(chosen: list[Pair]) -> dict[str, float]:
    """The baseline: how well the likeness of two sentence vectors alone tells each kind of later statement."""
    later = [pair for pair in chosen if pair.kind >= RESTATED]
    alike = np.array([likeness(pair.a, pair.b) or 0.0 for pair in later])
    kinds = np.array([pair.kind for pair in later])
    return {
        f"relations.vectors.{KINDS[kind]}": round(float(roc_auc_score(kinds == kind, alike)), 4)
        for kind in (RESTATED, NEW, CHANGED)
    }


def measure(errors: bool = False) -> dict[str, float]:
    """The figures of held-out files; prints the confusion table and the twenty worst errors, if `errors`."""
    chosen, plain, by_text = held_out()
    kinds, given = later_of(chosen, by_text)
    said = given.argmax(axis=1)
    by_changed = np.argsort(-given[:, -1], kind="stable")
    is_changed = kinds == CHANGED - RESTATED
    clear = given.max(axis=1) >= CLEAR
    figures = {"relations.later.f1": float(f1_score(kinds, said, average="macro"))}
    for place, score in enumerate(f1_score(kinds, said, average=None)):
        figures[f"relations.later.f1.{KINDS[place + RESTATED]}"] = float(score)
    for count in (10, 50, 100):
        figures[f"relations.changed.at_{count}"] = float(is_changed[by_changed[:count]].mean())
    figures["relations.changed.auc"] = float(roc_auc_score(is_changed, given[:, -1]))
    figures["relations.clear"] = float(clear.mean())
    figures["relations.clear.right"] = float((kinds == said)[clear].mean())
    figures |= marks(chosen, by_text)
    for name, negatives in (("new", (NEW,)), ("new_changed", (NEW, CHANGED))):
        precision, area = same_act(chosen, by_text, negatives)
        figures[f"relations.same_act.{name}.precision"] = precision
        figures[f"relations.same_act.{name}.auc"] = area
    for name, probabilities in (("before", plain), ("after", by_text)):
        _, three = later_of(chosen, probabilities)
        sure = zip(three.max(axis=1).tolist(), (three.argmax(axis=1) == kinds).tolist(), strict=True)
        figures[f"relations.calibration_error.{name}"] = calibration_error(list(sure))
    if errors:
        print("rows: truth, columns: said; restated, new, changed")
        print(confusion_matrix(kinds, said))
        worst(chosen, kinds, given)
    return {name: round(value, 4) for name, value in figures.items()} | vectors_alone(chosen)


def worst(chosen: list[Pair], kinds: Floats, given: Floats) -> None:
    """The twenty later statements whose true kind was held least likely."""
    later = [pair for pair in chosen if pair.kind >= RESTATED]
    likely = given[np.arange(len(kinds)), kinds]
    for index in np.argsort(likely, kind="stable")[:20]:
        said = KINDS[int(given[index].argmax()) + RESTATED]
        pair = later[index]
        print(f"{pair.id:8} {KINDS[pair.kind]:9} {likely[index]:.3f} taken for {said}")
        print(f"         {pair.a.text}\n         {pair.b.text}")


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument(
        "--errors", action="store_true", help="print the confusion table and the worst errors"
    )
    for figure, value in measure(arguments.parse_args().errors).items():
        print(f"{figure:40} {value}")


if __name__ == "__main__":
    main()
