"""A trained tagger as two ONNX files, small and quick on CPUs, beside its vocabulary and configuration: the encoder reads a chunk, the
branch a slice around one candidate. The program gives each run one of them, so nothing is padded and no mask is needed.

1. Attention becomes one node (com.microsoft.MultiHeadAttention) where it was fifteen; no joined matrix is cut up afterwards.
2. What goes into the encoder's matrices is evened out: a few channels are a hundred times as large as the others, and 8 bits a row would
   lose the others. Each channel is divided by a factor that its weights are multiplied by (SmoothQuant, Xiao et al. 2023), from the
   largest values seen on a few training articles.
3. Before each layer's last matrix that is not enough: the channels with the largest values are multiplied as floats, the others in 8 bits
   (LLM.int8, Dettmers et al. 2022; which channels is fixed here).
4. Weights become signed 8-bit with a scale a column (u8 x s8 is the pair that x86 and ARM multiply fastest), in 7 bits of range, so that
   the 16-bit sums of AVX2 cannot overflow.
"""

import json
import os
import shutil

import onnx
import torch
import torch.nn.functional as F
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from batches import CUE_BIAS, collate
from documents import BETWEEN, CHUNK, OVERLAP, Document
from measure import LEFT, RIGHT
from minilm import HEADS, HIDDEN, Layer
from model import FARTHEST, Branch, Encoder, Tagger

SMOOTHING = 0.6  # how much of the unevenness the weights take over
EXACT = 32  # channels before a layer's last matrix that stay floats


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


class Attention(torch.autograd.Function):
    """Attention of rows (B, T, H) as the one node that onnxruntime has for it."""

    @staticmethod
    def forward(ctx: object, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        heads = lambda x: x.unflatten(-1, (HEADS, -1)).transpose(1, 2)
        return F.scaled_dot_product_attention(heads(q), heads(k), heads(v)).transpose(1, 2).flatten(-2)

    @staticmethod
    def symbolic(graph: torch.Graph, q: torch.Value, k: torch.Value, v: torch.Value) -> torch.Value:
        return graph.op('com.microsoft::MultiHeadAttention', q, k, v, num_heads_i=HEADS).setType(q.type())


class QuickLayer(nn.Module):
    """A layer as it is exported; `largest` values of what goes into its matrices, none where they are even enough."""

    def __init__(self, layer: Layer, largest: dict[nn.Linear, Tensor] | None) -> None:
        super().__init__()
        self.attention_norm, self.norm = layer.attention_norm, layer.norm
        qkv, out, widen, narrow = layer.qkv, layer.attention_out, layer.widen, layer.narrow
        self.even_attention = self.even_widen = None
        exact = slice(0)
        if largest:
            # What attention gives out is made of its values, whose weights can be evened out beforehand.
            factor = smoothing(out.weight, largest[out])
            out.weight.mul_(factor)
            qkv.weight[2 * HIDDEN :].div_(factor[:, None])
            qkv.bias[2 * HIDDEN :].div_(factor)
            self.even_attention = self.even_out(qkv, largest[qkv])
            self.even_widen = self.even_out(widen, largest[widen])
            order = largest[narrow].argsort(descending=True)
            exact, rest = order[:EXACT], order[EXACT:]
        else:
            rest = torch.arange(widen.out_features)
        thirds = [slice(i * HIDDEN, (i + 1) * HIDDEN) for i in range(3)]
        self.q, self.k, self.v = [linear(qkv.weight[third], qkv.bias[third]) for third in thirds]
        self.out = out
        self.widen = linear(widen.weight[rest], widen.bias[rest])
        self.narrow = linear(narrow.weight[:, rest], narrow.bias)
        self.widen_exact = linear(widen.weight[exact], widen.bias[exact]) if largest else None
        self.narrow_exact = linear(narrow.weight[:, exact], None) if largest else None

    @staticmethod
    def even_out(into: nn.Linear, largest: Tensor) -> nn.Parameter:
        factor = smoothing(into.weight, largest)
        into.weight.mul_(factor)
        return nn.Parameter(1 / factor)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        even = x if self.even_attention is None else x * self.even_attention
        x = self.attention_norm(self.out(Attention.apply(self.q(even), self.k(even), self.v(even))) + x)
        even = x if self.even_widen is None else x * self.even_widen
        y = self.narrow(F.gelu(self.widen(even)))
        if self.narrow_exact is not None:
            y = y + self.narrow_exact(F.gelu(self.widen_exact(even)))
        return self.norm(y + x)


def linear(weight: Tensor, bias: Tensor | None) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None)
    made.weight.copy_(weight)
    if bias is not None:
        made.bias.copy_(bias)
    return made


def smoothing(weight: Tensor, largest: Tensor) -> Tensor:
    factor = largest.clamp(min=1e-5) ** SMOOTHING / weight.abs().amax(0).clamp(min=1e-5) ** (1 - SMOOTHING)
    return (factor / factor.log().mean().exp()).clamp(1e-3, 1e3)


def largest_values(encoder: Encoder, documents: list[Document]) -> dict[nn.Linear, Tensor]:
    """The largest value of each channel that goes into the layers' matrices, in the first chunk of each document."""
    linears = [m for layer in encoder.layers for m in (layer.qkv, layer.attention_out, layer.widen, layer.narrow)]
    largest = {linear: torch.zeros(linear.in_features) for linear in linears}

    def watch(linear: nn.Linear, inputs: tuple[Tensor]) -> None:
        largest[linear] = torch.maximum(largest[linear], inputs[0].abs().flatten(0, -2).amax(0))

    hooks = [linear.register_forward_pre_hook(watch) for linear in linears]
    for document in documents:
        encoder(*collate([(document, document.chunks[0])]))
    for hook in hooks:
        hook.remove()
    return largest


def write_part(part: nn.Module, example: tuple[Tensor, ...], inputs: dict, outputs: dict, path: str) -> None:
    """Exports one part to `path`; `inputs` and `outputs` name their dynamic axes."""
    torch.onnx.export(
        part.eval(),
        example,
        path + '.float',
        opset_version=17,
        dynamo=False,
        custom_opsets={'com.microsoft': 1},
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={**inputs, **outputs},
    )
    model = onnx.load(path + '.float')
    weights = {tensor.name: tensor.dims for tensor in model.graph.initializer}
    # Of a small matrix the conversion costs more than it saves.
    small = [n.name for n in model.graph.node if n.op_type == 'MatMul' and min(weights.get(n.input[1], [0])) < HIDDEN]
    quantize_dynamic(
        path + '.float',
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=small,
        extra_options=dict(DefaultTensorType=onnx.TensorProto.FLOAT),
    )
    os.remove(path + '.float')


@torch.no_grad()
def write(tagger: Tagger, documents: list[Document], base: str, out: str) -> None:
    """Writes encoder.int8.onnx, branch.int8.onnx, vocab.txt and config.json to `out`; `documents` show how large values get. Ends the tagger."""
    tagger.eval()
    encoder, branch = tagger.encoder, tagger.branch
    largest = largest_values(encoder, documents)
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
    shutil.copy(f'{base}/vocab.txt', f'{out}/vocab.txt')
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
