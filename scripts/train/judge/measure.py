"""How right a judge is, on pairs that it did not learn from."""

import torch
import torch.nn.functional as F
from torch import Tensor

from data import LABELS, Pair, batches_of, collate
from model import Judge

CONTRADICTION = LABELS.index('contradiction')
FEWEST = 20  # answers below which a precision says nothing


@torch.no_grad()
def read(judge: Judge, pairs: list[Pair], device: torch.device) -> Tensor:
    """Probabilities of the labels (N, 3)."""
    judge.eval()
    found = torch.zeros(len(pairs), len(LABELS))
    for batch in batches_of(pairs, 64, None):
        ids, kinds, mask, _ = (tensor.to(device) for tensor in collate([pairs[i] for i in batch]))
        found[batch] = F.softmax(judge(ids, kinds, mask).float(), -1).cpu()
    judge.train()
    return found


def score(pairs: list[Pair], found: Tensor, turned: Tensor) -> dict:
    """Per cent: accuracy; precision and recall of contradiction; its recall where 90 of 100 are right, from which probability.
    `turned` are the probabilities with the parts of each pair turned round: a contradiction is as likely as its less likely direction."""
    labels = torch.tensor([pair.label for pair in pairs])
    said = found.argmax(1)
    wanted = labels == CONTRADICTION
    hits = ((said == CONTRADICTION) & wanted).sum().item()
    of_said, of_wanted = (said == CONTRADICTION).sum().item(), wanted.sum().item()
    sure = torch.minimum(found[:, CONTRADICTION], turned[:, CONTRADICTION])
    order = sure.argsort(descending=True)
    right = wanted[order].cumsum(0)
    precise = [n for n in range(FEWEST, len(pairs) + 1) if right[n - 1].item() >= 0.9 * n]
    last = precise[-1] if precise else 0
    per_cent = lambda a, b: round(100 * a / max(1, b), 1)
    return dict(
        n=len(pairs),
        accuracy=per_cent((said == labels).sum().item(), len(pairs)),
        contradiction=(per_cent(hits, of_said), per_cent(hits, of_wanted)),
        recall_at_90=per_cent(right[last - 1].item() if last else 0, of_wanted),
        threshold=round(sure[order[last - 1]].item(), 3) if last else 1.0,
    )
