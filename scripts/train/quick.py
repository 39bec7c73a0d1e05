"""A trained transformer as an ONNX file, small and quick on CPUs.

1. Attention becomes one node (com.microsoft.MultiHeadAttention) where it was fifteen; no joined matrix is cut up afterwards.
2. What goes into the matrices is evened out: a few channels are a hundred times as large as the others, and 8 bits a row would
   lose the others. Each channel is divided by a factor that its weights are multiplied by (SmoothQuant, Xiao et al. 2023), from the
   largest values seen on a few training texts.
3. Before each layer's last matrix that is not enough: the channels with the largest values are multiplied as floats, the others in 8 bits
   (LLM.int8, Dettmers et al. 2022; which channels is fixed here).
4. Weights become signed 8-bit with a scale a column, in 7 bits of range, and are unpacked when the file is loaded (unpack.py), so that every
   CPU gives the same scores. Multiplied as integers they were twice as quick where a CPU has VNNI; 2 and 3 are from that time.

The program gives each run rows of one length, so nothing is padded and no mask is needed.
"""

import os
from collections.abc import Callable, Iterable

import onnx
import torch
import torch.nn.functional as F
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from minilm import HEADS, HIDDEN, Layer
from unpack import unpack_at_load

SMOOTHING = 0.6  # how much of the unevenness the weights take over
EXACT = 32  # channels before a layer's last matrix that stay floats


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


def largest_values(layers: Iterable[Layer], read: Callable[[], None]) -> dict[nn.Linear, Tensor]:
    """The largest value of each channel that goes into the layers' matrices while `read` runs."""
    linears = [m for layer in layers for m in (layer.qkv, layer.attention_out, layer.widen, layer.narrow)]
    largest = {linear: torch.zeros(linear.in_features) for linear in linears}

    def watch(linear: nn.Linear, inputs: tuple[Tensor]) -> None:
        largest[linear] = torch.maximum(largest[linear], inputs[0].abs().flatten(0, -2).amax(0))

    hooks = [linear.register_forward_pre_hook(watch) for linear in linears]
    read()
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
    unpack_at_load(path)
