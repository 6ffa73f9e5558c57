"""What training minimises: a CRF over words, a teacher's opinion of them, each word's label alone, and cue links."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.reader.labels import legal_moves, legal_starts
from training.network import FARTHEST

ILLEGAL = -1e4


def crf(scores: Tensor, moves: Tensor, labels: Tensor, known: Tensor) -> Tensor:
    """Negative log likelihood of label sequences, a word (Lafferty et al., ICML 2001).

    `scores` [batch, words, labels]; `known` says which words are real, the real ones first.
    """
    moves, alpha = _legal(scores, moves)
    gold = scores.gather(2, labels.clamp(min=0)[..., None])[..., 0]
    path = gold[:, 0]
    for word in range(1, scores.shape[1]):
        now = known[:, word]
        step = torch.logsumexp(alpha[:, :, None] + moves, 1) + scores[:, word]
        alpha = torch.where(now[:, None], step, alpha)
        before, here = labels[:, word - 1].clamp(min=0), labels[:, word].clamp(min=0)
        path = torch.where(now, path + gold[:, word] + moves[before, here], path)
    total = known.sum().clamp(min=1)
    return ((torch.logsumexp(alpha, 1) - path) * known[:, 0]).sum() / total


def taught(scores: Tensor, moves: Tensor, teacher: Tensor, known: Tensor) -> Tensor:
    """Cross entropy of each word's label under the chain to what a teacher holds it to be.

    Hinton, Vinyals and Dean, "Distilling the knowledge in a neural network", 2015. `teacher` [batch, words, labels]
    are probabilities under the teacher's own chain; `known` as for `crf`.
    """
    moves, alpha = _legal(scores, moves)
    forward = [alpha]
    for word in range(1, scores.shape[1]):
        step = torch.logsumexp(forward[-1][:, :, None] + moves, 1) + scores[:, word]
        forward.append(torch.where(known[:, word, None], step, forward[-1]))
    backward = [torch.zeros_like(alpha)]
    for word in range(scores.shape[1] - 1, 0, -1):
        onward = scores[:, word] + backward[-1]
        step = torch.logsumexp(moves + onward[:, None, :], 2)
        backward.append(torch.where(known[:, word, None], step, backward[-1]))
    logs = torch.log_softmax(torch.stack(forward, 1) + torch.stack(backward[::-1], 1), -1)
    return -(teacher * logs).sum(-1)[known].sum() / known.sum().clamp(min=1)


def _legal(scores: Tensor, moves: Tensor) -> tuple[Tensor, Tensor]:
    """The moves, and the first word's scores, with what BIO forbids made impossible."""
    count = scores.shape[-1]
    legal = torch.from_numpy(legal_moves(count)).to(scores.device)
    starts = torch.from_numpy(legal_starts(count)).to(scores.device)
    return moves.masked_fill(~legal, ILLEGAL), scores[:, 0].masked_fill(~starts, ILLEGAL)


def links(
    member: Tensor, cue: Tensor, distance: Tensor, first: Tensor, cues: Tensor, candidates: Tensor
) -> Tensor:
    """Cross entropy of each source or content word's pointer to its cue.

    `candidates` [batch, pieces] marks first pieces of words and [CLS], which stands for "no cue here".
    """
    rows, words = (cues >= 0).nonzero(as_tuple=True)
    if not len(rows):
        return member.sum() * 0.0
    pieces = first[rows, words]
    places = torch.arange(cue.shape[1], device=cue.device)
    apart = (places[None, :] - pieces[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
    scores = torch.einsum("nd,npd->np", member[rows, pieces], cue[rows]) + distance[apart]
    scores = scores.masked_fill(~candidates[rows], ILLEGAL)
    return functional.cross_entropy(scores, cues[rows, words])


def words(scores: Tensor, labels: Tensor) -> Tensor:
    """Cross entropy of each word's label alone; words that were not annotated do not count."""
    if not (labels >= 0).any():
        return scores.sum() * 0.0
    return functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=-100)
