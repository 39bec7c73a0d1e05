"""MiniLM-L6 with a cue head, and a branch that tags speaker and content around one candidate cue.

piece ids, features ─▶ [embeddings, lowest layers: frozen] ─▶ [upper layers] ─▶ hidden ─▶ cue head: O B I of each word
a slice of hidden around a candidate cue, distances, what lies between ─▶ [branch] ─▶ O B-Source I-Source B-Content I-Content
                                                                                  └▶ log-odds that it attributes anything
"""

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from documents import BETWEEN
from minilm import HIDDEN, LAYERS, POSITIONS, VOCABULARY, Layer, attention_mask

FROZEN = 2  # layers, from below
FEATURES = 18
FARTHEST = 64  # distances to the cue, in word pieces, are clipped here
IS_CUE = 2 * FARTHEST + 1  # the distance of the cue's own pieces
DROPOUT = 0.1


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.embedding_norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.features = nn.Embedding(FEATURES, HIDDEN)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])
        self.dropout = nn.Dropout(DROPOUT)
        self.cue = nn.Linear(HIDDEN, 3)

    @torch.no_grad()
    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Embeddings and frozen layers: the same for a text however often it is read."""
        x = self.embedding_norm(self.words(ids) + self.positions.weight[: ids.shape[1]])
        for layer in self.layers[:FROZEN]:
            x = layer(x, attention_mask(mask))
        return x

    def upper(self, x: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        x = self.dropout(x + self.features(features))
        for layer in self.layers[FROZEN:]:
            x = layer(x, attention_mask(mask))
        return x, self.cue(self.dropout(x))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """ids, features (B, T) int, mask (B, T) float → hidden (B, T, H), cue logits (B, T, 3)."""
        return self.upper(self.lower(ids, mask), features, mask)


class Branch(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.distances = nn.Embedding(2 * FARTHEST + 2, HIDDEN)
        nn.init.normal_(self.distances.weight, std=0.3)
        self.between = nn.Linear(BETWEEN, HIDDEN, bias=False)
        nn.init.normal_(self.between.weight, std=0.2)
        self.cue = nn.Linear(HIDDEN, HIDDEN)
        nn.init.normal_(self.cue.weight, std=0.02)
        nn.init.zeros_(self.cue.bias)
        self.layer = Layer()
        self.dropout = nn.Dropout(DROPOUT)
        self.span = nn.Linear(HIDDEN, 5)
        self.valid = nn.Linear(HIDDEN, 1)

    def forward(self, hidden: Tensor, distances: Tensor, mask: Tensor, between: Tensor) -> tuple[Tensor, Tensor]:
        """hidden (N, W, H), distances (N, W) int, mask (N, W), between (N, W, BETWEEN) → span logits (N, W, 5), validity (N)."""
        is_cue = (distances == IS_CUE).to(hidden.dtype)[..., None]
        mean_of_cue = lambda x: (x * is_cue).sum(1) / is_cue.sum(1).clamp(min=1)
        x = hidden + self.distances(distances) + self.between(between) + self.cue(mean_of_cue(hidden))[:, None]
        x = self.layer(x, attention_mask(mask))
        return self.span(self.dropout(x)), self.valid(self.dropout(mean_of_cue(x)))[:, 0]


class Tagger(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.branch = Branch()

    def start_from(self, base_folder: str) -> None:
        """Takes the public base's weights; the branch begins as a copy of its last layer."""
        base = load_file(f'{base_folder}/model.safetensors')
        encoder = self.encoder
        encoder.words.weight.data = base['embeddings.word_embeddings.weight']
        encoder.embedding_norm.weight.data = base['embeddings.LayerNorm.weight']
        encoder.embedding_norm.bias.data = base['embeddings.LayerNorm.bias']
        # One segment only: its embedding belongs to every position.
        segment = base['embeddings.token_type_embeddings.weight'][0]
        encoder.positions.weight.data = base['embeddings.position_embeddings.weight'] + segment
        nn.init.zeros_(encoder.features.weight)
        for i, layer in enumerate(encoder.layers):
            layer.copy_from(base, i)
        self.branch.layer.copy_from(base, LAYERS - 1)

    def freeze(self) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
        """Freezes the lower part. Returns the parameters that come from the base and those that begin at random."""
        frozen = [self.encoder.words, self.encoder.positions, self.encoder.embedding_norm, *self.encoder.layers[:FROZEN]]
        for module in frozen:
            module.requires_grad_(False)
        heads = [self.encoder.cue, self.encoder.features]
        heads += [self.branch.distances, self.branch.between, self.branch.span, self.branch.valid]
        new = [parameter for module in heads for parameter in module.parameters()]
        known = {id(parameter) for parameter in new}
        old = [p for p in self.parameters() if id(p) not in known and p.requires_grad]
        return old, new
