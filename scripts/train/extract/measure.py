"""Reads the dev split with a tagger and scores it: the learning curve. What counts is `hearsay eval attribution`."""

import math

import numpy as np
import torch

from batches import CUE_BIAS, collate, cue_spans, log_probabilities, slices, words_of
from documents import CONTENT, SOURCE, Document, Span, seen_cues
from model import Tagger

LEFT, RIGHT = 64, 96  # word pieces around a cue at run time
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65)
BRANCH_BATCH = 64
KINDS = ('', 'S', 'S', 'C', 'C')
IS_INSIDE = (False, False, True, False, True)
# An I label follows its own kind only.
ALLOWED = np.array([[-1e9 if IS_INSIDE[b] and KINDS[a] != KINDS[b] else 0 for b in range(5)] for a in range(5)])
START = np.array([-1e9 if inside else 0 for inside in IS_INSIDE])

Attribution = dict  # cue, source, content: lists of spans in code points; score


def best_labels(scores: np.ndarray) -> list[int]:
    """Viterbi over (words, 5)."""
    best = scores[0] + START
    back = np.zeros((len(scores), 5), int)
    for i in range(1, len(scores)):
        step = best[:, None] + ALLOWED
        back[i] = step.argmax(0)
        best = step.max(0) + scores[i]
    labels = [int(best.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        labels.append(int(back[i, labels[-1]]))
    return labels[::-1]


def spans_of(document: Document, labels: list[int], first_word: int) -> dict[str, list[Span]]:
    spans: dict[str, list[Span]] = {'source': [], 'content': []}
    i = 0
    while i < len(labels):
        j = i + 1
        if labels[i] in (SOURCE, CONTENT):
            while j < len(labels) and labels[j] == labels[i] + 1:
                j += 1
            span = (document.words[first_word + i][0], document.words[first_word + j - 1][1])
            spans['source' if labels[i] == SOURCE else 'content'].append(span)
        i = j
    return spans


@torch.no_grad()
def read(tagger: Tagger, documents: list[Document], device: torch.device, batch: int = 8) -> dict[str, list[Attribution]]:
    """Every candidate with content, by document id, with its score."""
    tagger.eval()
    items = sorted(((d, chunk) for d in documents for chunk in d.chunks), key=lambda item: item[1].end - item[1].start)
    found: dict[str, list[Attribution]] = {document.id: [] for document in documents}
    for at in range(0, len(items), batch):
        batch_items = items[at : at + batch]
        hidden, cue = tagger.encoder(*(tensor.to(device) for tensor in collate(batch_items)))
        by_piece = log_probabilities(cue)
        candidates, seen = [], []
        for k, (document, chunk) in enumerate(batch_items):
            words = [w for w in words_of(document, chunk) if document.first_piece[w] >= chunk.start]
            by_word = by_piece[k, document.first_piece[words] - chunk.start + 1]
            in_words = lambda i, j: (int(words[i]), int(words[j - 1]) + 1)
            seen.append(seen_cues(document, [in_words(i, j) for i, j, _ in cue_spans(by_word, 0)]))
            for i, j, score in cue_spans(by_word, CUE_BIAS):
                if chunk.own_start <= document.first_piece[words[i]] < chunk.own_end:
                    candidates.append(((k, *in_words(i, j)), score))
        for start in range(0, len(candidates), BRANCH_BATCH):
            part = candidates[start : start + BRANCH_BATCH]
            inputs, ranges = slices(hidden, batch_items, [candidate for candidate, _ in part], seen, LEFT, RIGHT)
            span, valid = tagger.branch(*inputs)
            by_piece_span = log_probabilities(span)
            for row, (((k, first, end), cue_score), (begin, stop)) in enumerate(zip(part, ranges)):
                document = batch_items[k][0]
                words = np.arange(document.word_of_piece[begin], document.word_of_piece[stop - 1] + 1)
                scores = by_piece_span[row, document.first_piece[words] - begin].copy()
                scores[(words >= first) & (words < end), 1:] = -1e9
                spans = spans_of(document, best_labels(scores), int(words[0]))
                if spans['content']:
                    score = math.exp(cue_score) / (1 + math.exp(-float(valid[row])))
                    cue_span = (document.words[first][0], document.words[end - 1][1])
                    found[document.id].append(dict(cue=[cue_span], score=score, **spans))
    return found


def overlap(a: list[Span], b: list[Span]) -> int:
    return sum(max(0, min(e, f) - max(s, t)) for s, e in a for t, f in b)


def dice(a: list[Span], b: list[Span]) -> float:
    if not a or not b:
        return float(not a and not b)
    return 2 * overlap(a, b) / sum(end - start for start, end in a + b)


def score(documents: list[Document], found: dict[str, list[Attribution]], threshold: float) -> dict[str, float]:
    """F1 in per cent: cue, usable (source and content Dice >= 0.5), exact (> 0.97); precision and recall of usable."""
    gold_count = predicted_count = 0
    hits = dict(cue=0, usable=0, exact=0)
    for document in documents:
        predicted = [one for one in found[document.id] if one['score'] > threshold]
        free = list(range(len(predicted)))
        gold_count += len(document.gold)
        predicted_count += len(predicted)
        for gold in document.gold:
            shared = {i: overlap(predicted[i]['cue'], gold.cue) for i in free}
            near = [i for i in free if shared[i] > 0]
            if not near:
                continue
            best = max(near, key=lambda i: shared[i] + 0.001 * overlap(predicted[i]['content'], gold.content))
            free.remove(best)
            worse = min(dice(predicted[best]['source'], gold.source), dice(predicted[best]['content'], gold.content))
            hits['cue'] += 1
            hits['usable'] += worse >= 0.5
            hits['exact'] += worse > 0.97
    figures = {name: round(200 * n / max(1, predicted_count + gold_count), 2) for name, n in hits.items()}
    figures['precision'] = round(100 * hits['usable'] / max(1, predicted_count), 2)
    figures['recall'] = round(100 * hits['usable'] / max(1, gold_count), 2)
    return figures


def curve(documents: list[Document], found: dict[str, list[Attribution]]) -> dict[float, dict[str, float]]:
    return {threshold: score(documents, found, threshold) for threshold in THRESHOLDS}
