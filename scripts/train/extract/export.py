"""A trained tagger as one ONNX file, small and quick on CPUs, beside its vocabulary and configuration.

The two parts share nothing at run time: a call that needs one of them gives the other no rows. On the way to the file:

1. Attention becomes one node (com.microsoft.MultiHeadAttention) where it was fifteen. The mask goes: the program gives each run one
   chunk or one candidate, so nothing is padded.
2. Weights become signed 8-bit with a scale a column (u8 x s8 is the pair that x86 and ARM multiply fastest), in 7 bits of range, so that
   the 16-bit sums of AVX2 cannot overflow. One scale a matrix lost 0.8 of usable F1, a scale a column nothing.
"""

import json
import os
import shutil

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from batches import CUE_BIAS
from documents import BETWEEN, CHUNK, OVERLAP
from measure import LEFT, RIGHT
from model import FARTHEST, HEADS, HIDDEN, Tagger

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


def fuse_attention(graph: onnx.GraphProto) -> None:
    """Puts one node in the place of each layer's attention, from the joined query, key and value to the rows before its output."""
    makers = {output: node for node in graph.node for output in node.output}
    by_name = {node.name: node for node in graph.node}
    widths = {tensor.name: tensor.dims[0] for tensor in graph.initializer if len(tensor.dims) == 1}
    for split in [node for node in graph.node if node.op_type == 'Split']:
        prefix = split.name.removesuffix('Split')
        joined = makers[makers[split.input[0]].input[0]].input[0]
        bias = next(name for name in makers[joined].input if name in widths)
        old = by_name[prefix + 'Reshape_1']
        parts = [prefix + part for part in ('query', 'key', 'value')]
        sizes = prefix + 'sizes'
        graph.initializer.append(numpy_helper.from_array(np.full(3, widths[bias] // 3, np.int64), sizes))
        new = [
            helper.make_node('Split', [joined, sizes], parts, prefix + 'SplitParts', axis=2),
            helper.make_node(
                'MultiHeadAttention', parts, old.output, prefix + 'Attention', domain='com.microsoft', num_heads=HEADS
            ),
        ]
        at = list(graph.node).index(old)
        graph.node.remove(old)
        for node in reversed(new):
            graph.node.insert(at, node)


def drop_unused(graph: onnx.GraphProto) -> None:
    """Drops nodes and weights that no output needs; the inputs stay, the masks too."""
    wanted = {output.name for output in graph.output}
    kept = []
    for node in reversed(graph.node):
        if wanted.intersection(node.output):
            kept.append(node)
            wanted.update(node.input)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    for tensor in [tensor for tensor in graph.initializer if tensor.name not in wanted]:
        graph.initializer.remove(tensor)


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
    model = onnx.load(f'{out}/model.onnx')
    fuse_attention(model.graph)
    drop_unused(model.graph)
    model.opset_import.append(helper.make_opsetid('com.microsoft', 1))
    onnx.save(model, f'{out}/model.onnx')
    quantize_dynamic(
        f'{out}/model.onnx',
        f'{out}/model.int8.onnx',
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        extra_options=dict(DefaultTensorType=onnx.TensorProto.FLOAT),
    )
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
