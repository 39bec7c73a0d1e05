"""MiniLM-L6 as a cross-encoder of two sentences: entailment, neutral, contradiction."""

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from minilm import HIDDEN, LAYERS, POSITIONS, VOCABULARY, Layer, attention_mask

DROPOUT = 0.1


class Judge(nn.Module):
    """ids, kinds (B, T) int, mask (B, T) float → logits (B, 3), in the order of data.LABELS."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.kinds = nn.Embedding(2, HIDDEN)
        self.embedding_norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList([Layer(DROPOUT) for _ in range(LAYERS)])
        self.dropout = nn.Dropout(DROPOUT)
        self.head = nn.Linear(HIDDEN, 3)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        with torch.no_grad():
            x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        x = self.dropout(self.embedding_norm(x + self.kinds(kinds)))
        for layer in self.layers:
            x = layer(x, attention_mask(mask))
        # The base was trained on the mean; its first piece learns here.
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return self.head(self.dropout(x[:, 0] + mean))

    def start_from(self, base_folder: str) -> None:
        """Takes the public base's weights. Its words and positions stay as they are."""
        base = load_file(f'{base_folder}/model.safetensors')
        for module, name in (
            (self.words, 'word_embeddings'),
            (self.positions, 'position_embeddings'),
            (self.kinds, 'token_type_embeddings'),
            (self.embedding_norm, 'LayerNorm'),
        ):
            module.weight.data = base[f'embeddings.{name}.weight'].clone()
        self.embedding_norm.bias.data = base['embeddings.LayerNorm.bias'].clone()
        for i, layer in enumerate(self.layers):
            layer.copy_from(base, i)
        self.words.requires_grad_(False)
        self.positions.requires_grad_(False)
