"""A trained tagger as one ONNX file, quantised to 8 bits (dynamic), beside its vocabulary and configuration.

The two parts share nothing at run time: a call that needs one of them feeds one neutral position to the other (under 1 ms).
"""

import json
import os
import shutil

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from batches import CUE_BIAS
from documents import BETWEEN, CHUNK, OVERLAP
from measure import LEFT, RIGHT
from model import FARTHEST, HIDDEN, Tagger

THRESHOLD = 0.5  # chosen on dev


class Both(nn.Module):
    """Encoder and branch side by side, with log-probabilities instead of logits."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.encoder, self.branch = tagger.encoder, tagger.branch

    def forward(
        self, ids: Tensor, feat: Tensor, mask: Tensor, h: Tensor, rel: Tensor, wmask: Tensor, bf: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        hidden, cue = self.encoder(ids, feat, mask)
        span, valid = self.branch(h, rel, wmask, bf)
        return hidden, torch.log_softmax(cue, -1), torch.log_softmax(span, -1), valid


def write(tagger: Tagger, base: str, out: str) -> None:
    """Writes model.int8.onnx, vocab.txt and config.json to `out`."""
    tagger.eval()
    ints = lambda *shape: torch.ones(*shape, dtype=torch.int32)
    example = (
        ints(2, 9),
        ints(2, 9),
        torch.ones(2, 9),
        torch.randn(3, 7, HIDDEN),
        ints(3, 7),
        torch.ones(3, 7),
        torch.ones(3, 7, BETWEEN),
    )
    chunks = dict.fromkeys(('ids', 'feat', 'mask', 'hidden', 'cue'), {0: 'b', 1: 't'})
    candidates = dict.fromkeys(('h', 'rel', 'wmask', 'bf', 'span'), {0: 'n', 1: 'w'})
    torch.onnx.export(
        Both(tagger),
        example,
        f'{out}/model.onnx',
        opset_version=17,
        dynamo=False,
        input_names=['ids', 'feat', 'mask', 'h', 'rel', 'wmask', 'bf'],
        output_names=['hidden', 'cue', 'span', 'valid'],
        dynamic_axes={**chunks, **candidates, 'valid': {0: 'n'}},
    )
    quantize_dynamic(f'{out}/model.onnx', f'{out}/model.int8.onnx', weight_type=QuantType.QUInt8, per_channel=False)
    shutil.copy(f'{base}/vocab.txt', f'{out}/vocab.txt')
    config = dict(
        chunk=CHUNK,
        overlap=OVERLAP,
        left=LEFT,
        right=RIGHT,
        relClip=FARTHEST,
        cueBias=CUE_BIAS,
        threshold=THRESHOLD,
        hidden=HIDDEN,
        base='sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)',
    )
    with open(os.path.join(out, 'config.json'), 'w') as opened:
        json.dump(config, opened, indent=2)
        opened.write('\n')
