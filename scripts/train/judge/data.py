"""Pairs of sentences with a label, as word pieces."""

import gzip
import json
import random
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

LABELS = ['entailment', 'neutral', 'contradiction']
LONGEST = 96  # word pieces of a pair; of the longer part the end is cut off
POOL = 64  # batches that are sorted by length together: little padding, an order that is nearly random


@dataclass(frozen=True)
class Pair:
    ids: list[int]  # [CLS] premise [SEP] hypothesis [SEP]
    kinds: list[int]  # 0 of the premise, 1 of the hypothesis
    label: int


def read_rows(path: str) -> list[dict]:
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf8') as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [row for row in rows if row['label'] in LABELS]


def open_tokenizer(base: str) -> Tokenizer:
    tokenizer = Tokenizer.from_file(f'{base}/tokenizer.json')
    tokenizer.enable_truncation(LONGEST, strategy='longest_first')
    tokenizer.no_padding()
    return tokenizer


def encode(tokenizer: Tokenizer, rows: list[dict], turned: bool = False) -> list[Pair]:
    """`turned` has the hypothesis come first."""
    pairs = []
    for at in range(0, len(rows), 4096):
        part = rows[at : at + 4096]
        texts = [(row['premise'], row['hypothesis'])[:: -1 if turned else 1] for row in part]
        for encoded, row in zip(tokenizer.encode_batch(texts), part):
            pairs.append(Pair(encoded.ids, encoded.type_ids, LABELS.index(row['label'])))
    return pairs


def batches_of(pairs: list[Pair], size: int, dice: random.Random | None) -> list[list[int]]:
    """Positions of pairs of about one length together; in an order of its own for each `dice`, in order of length without."""
    order = list(range(len(pairs)))
    if dice:
        dice.shuffle(order)
    pool = size * POOL if dice else len(order)
    batches = []
    for at in range(0, len(order), pool):
        sorted_part = sorted(order[at : at + pool], key=lambda i: len(pairs[i].ids))
        batches += [sorted_part[i : i + size] for i in range(0, len(sorted_part), size)]
    if dice:
        dice.shuffle(batches)
    return batches


def collate(pairs: list[Pair]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """ids, kinds (B, T) int, mask (B, T) float with 1 for a piece, labels (B)."""
    length = max(len(pair.ids) for pair in pairs)
    pad = lambda values: torch.tensor([row + [0] * (length - len(row)) for row in values])
    mask = pad([[1] * len(pair.ids) for pair in pairs]).float()
    return pad([pair.ids for pair in pairs]), pad([pair.kinds for pair in pairs]), mask, torch.tensor([pair.label for pair in pairs])
