"""A trained tagger as two ONNX files (quick.py), beside its configuration: the encoder reads a chunk, the branch a slice around one candidate."""

import json
import os

import torch
from torch import Tensor, nn

from batches import CUE_BIAS, collate
from documents import BETWEEN, CHUNK, OVERLAP, Document
from measure import LEFT, RIGHT
from minilm import HIDDEN
from model import FARTHEST, Branch, Encoder, Tagger
from quick import QuickLayer, largest_values, write_part


class EncoderOut(nn.Module):
    """ids, features (B, T) int32 -> hidden (B, T, H), log-probabilities of O, B, I (B, T, 3)."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        hidden, cue = self.encoder(ids, features, torch.ones(ids.shape))
        return hidden, torch.log_softmax(cue, -1)


class BranchOut(nn.Module):
    """hidden (N, W, H), distances (N, W) int32, between (N, W, BETWEEN) -> log-probabilities of labels (N, W, 5), validity (N)."""

    def __init__(self, branch: Branch) -> None:
        super().__init__()
        self.branch = branch

    def forward(self, hidden: Tensor, distances: Tensor, between: Tensor) -> tuple[Tensor, Tensor]:
        span, valid = self.branch(hidden, distances, torch.ones(distances.shape), between)
        return torch.log_softmax(span, -1), valid


@torch.no_grad()
def write(tagger: Tagger, documents: list[Document], out: str) -> None:
    """Writes encoder.int8.onnx, branch.int8.onnx and config.json to `out`; `documents` show how large values get. Ends the tagger."""
    tagger.eval()
    encoder, branch = tagger.encoder, tagger.branch
    def read() -> None:
        for document in documents:
            encoder(*collate([(document, document.chunks[0])]))

    largest = largest_values(encoder.layers, read)
    encoder.layers = nn.ModuleList([QuickLayer(layer, largest) for layer in encoder.layers])
    branch.layer = QuickLayer(branch.layer, None)
    ints = lambda *shape: torch.ones(*shape, dtype=torch.int32)
    chunk, slice_ = {0: 'b', 1: 't'}, {0: 'n', 1: 'w'}
    write_part(
        EncoderOut(encoder),
        (ints(2, 9), ints(2, 9)),
        dict(ids=chunk, features=chunk),
        dict(hidden=chunk, cue=chunk),
        f'{out}/encoder.int8.onnx',
    )
    write_part(
        BranchOut(branch),
        (torch.randn(3, 7, HIDDEN), ints(3, 7), torch.ones(3, 7, BETWEEN)),
        dict(hidden=slice_, distances=slice_, between=slice_),
        dict(span=slice_, valid={0: 'n'}),
        f'{out}/branch.int8.onnx',
    )
    config = dict(
        chunk=CHUNK,
        overlap=OVERLAP,
        left=LEFT,
        right=RIGHT,
        relClip=FARTHEST,
        cueBias=CUE_BIAS,
        hidden=HIDDEN,
        base='sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)',
    )
    with open(os.path.join(out, 'config.json'), 'w') as opened:
        json.dump(config, opened, indent=2)
        opened.write('\n')
