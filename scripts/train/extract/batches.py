"""What goes into the two parts of the model: chunks padded to one length, and slices of hidden states around cues."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from documents import BETWEEN, Chunk, Document, SeenCues, Span, between
from minilm import HIDDEN
from model import FARTHEST, IS_CUE

CLS, SEP = 101, 102
CUE_BIAS = 1.5  # lowers the log-probability of O: candidates are many, the branch's validity sorts them out

Item = tuple[Document, Chunk]
Candidate = tuple[int, int, int]  # position in the batch, first word of the cue, word after it


def collate(items: list[Item]) -> tuple[Tensor, Tensor, Tensor]:
    """ids, features (B, T) and mask (B, T): [CLS] pieces [SEP], then padding."""
    length = max(chunk.end - chunk.start for _, chunk in items) + 2
    ids = np.zeros((len(items), length), np.int64)
    features = np.zeros_like(ids)
    mask = np.zeros((len(items), length), np.float32)
    for k, (document, chunk) in enumerate(items):
        n = chunk.end - chunk.start
        ids[k, 0], ids[k, 1 : n + 1], ids[k, n + 1] = CLS, document.piece_ids[chunk.start : chunk.end], SEP
        features[k, 1 : n + 1] = document.piece_features[chunk.start : chunk.end]
        mask[k, : n + 2] = 1
    return torch.from_numpy(ids), torch.from_numpy(features), torch.from_numpy(mask)


def words_of(document: Document, chunk: Chunk) -> np.ndarray:
    """The words that begin in a chunk."""
    return np.arange(document.word_of_piece[chunk.start], document.word_of_piece[chunk.end - 1] + 1)


def cue_spans(log_probabilities: np.ndarray, bias: float) -> list[tuple[int, int, float]]:
    """BIO log-probabilities (words, 3) → (first, end, log-probability that the surest word is in a cue)."""
    labels = (log_probabilities + np.array([-bias, 0, 0])).argmax(1)
    found = []
    i = 0
    while i < len(labels):
        j = i + 1
        if labels[i] != 0:
            while j < len(labels) and labels[j] == 2:
                j += 1
            inside = np.log1p(-np.exp(np.minimum(log_probabilities[i:j, 0], -1e-6)))
            found.append((i, j, float(inside.max())))
        i = j
    return found


def slices(
    hidden: Tensor, items: list[Item], candidates: list[Candidate], seen: list[SeenCues], left: int, right: int
) -> tuple[tuple[Tensor, Tensor, Tensor, Tensor], list[Span]]:
    """The branch's input for each candidate, and the range of word pieces of its document that it covers: up to `left` pieces
    before the cue, from a word's beginning, and `right` behind it."""
    ranges = []
    for k, first, end in candidates:
        document, chunk = items[k]
        cue_start, cue_end = document.piece_at(first), document.piece_at(end)
        start = max(chunk.start, cue_start - left)
        while start < cue_start and document.piece_at(document.word_of_piece[start]) != start:
            start += 1
        ranges.append((start, min(chunk.end, cue_end + right)))
    n, width, length = len(candidates), max(end - start for start, end in ranges), hidden.shape[1]
    index, distances = np.zeros((n, width), np.int64), np.zeros((n, width), np.int64)
    mask, features = np.zeros((n, width), np.float32), np.zeros((n, width, BETWEEN), np.float32)
    for row, ((k, first, end), (start, stop)) in enumerate(zip(candidates, ranges)):
        document, chunk = items[k]
        cue_start, cue_end = document.piece_at(first), document.piece_at(end)
        pieces = np.arange(start, stop)
        words = document.word_of_piece[start:stop]
        by_word = between(document, (first, end), int(words[0]), int(words[-1]) + 1, seen[k])
        features[row, : len(pieces)] = by_word[words - words[0]]
        index[row, : len(pieces)] = k * length + pieces - chunk.start + 1
        mask[row, : len(pieces)] = 1
        distance = np.where(pieces < cue_start, pieces - cue_start, pieces - cue_end + 1)
        distance = np.clip(distance, -FARTHEST, FARTHEST) + FARTHEST
        distance[(pieces >= cue_start) & (pieces < cue_end)] = IS_CUE
        distances[row, : len(pieces)] = distance
    device = hidden.device
    sliced = hidden.reshape(-1, HIDDEN)[torch.from_numpy(index).to(device)]
    inputs = (sliced, torch.from_numpy(distances), torch.from_numpy(mask), torch.from_numpy(features))
    return tuple(tensor.to(device) for tensor in inputs), ranges


def log_probabilities(logits: Tensor) -> np.ndarray:
    return F.log_softmax(logits.detach(), -1).float().cpu().numpy()
