"""A trained judge as one ONNX file (quick.py) beside its configuration.

    python export.py --data DIR --run DIR --out DIR     --run holds last.pt of train.py; --data train.jsonl.gz, for how large values get
"""

import argparse
import json

import torch
from torch import Tensor, nn

from data import LONGEST, collate, encode, open_tokenizer, read_rows
from minilm import base_folder
from model import Judge
from quick import QuickLayer, largest_values, write_part

SMOOTHED_ON = 600  # training pairs
TEMPERATURE = 1.7  # of least negative log-likelihood over the development sets, medical ones left out, each counting the same


class JudgeOut(nn.Module):
    """ids, kinds (B, T) int32 -> logits (B, 3) in the order of data.LABELS."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(self, ids: Tensor, kinds: Tensor) -> Tensor:
        return self.judge(ids, kinds, torch.ones(ids.shape))


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('data', 'run', 'out'):
        parser.add_argument(f'--{name}', required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)  # pairs are read one by one
    judge = Judge()
    judge.start_from(base_folder())
    state = torch.load(f'{options.run}/last.pt', map_location='cpu')
    judge.load_state_dict(state['judge'])
    judge.load_state_dict(state['average'], strict=False)
    judge.eval()
    rows = read_rows(f'{options.data}/train.jsonl.gz')
    pairs = encode(open_tokenizer(base_folder()), rows[:: len(rows) // SMOOTHED_ON])

    def read() -> None:
        for pair in pairs:
            ids, kinds, mask, _ = collate([pair])
            judge(ids, kinds, mask)

    largest = largest_values(judge.layers, read)
    judge.layers = nn.ModuleList([QuickLayer(layer, largest) for layer in judge.layers])
    ints = torch.ones(2, 9, dtype=torch.int32)
    axes = {0: 'b', 1: 't'}
    write_part(
        JudgeOut(judge),
        (ints, ints),
        dict(ids=axes, kinds=axes),
        dict(logits={0: 'b'}),
        f'{options.out}/judge.int8.onnx',
    )
    config = dict(longest=LONGEST, temperature=TEMPERATURE, base='sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)')
    with open(f'{options.out}/config.json', 'w') as opened:
        json.dump(config, opened, indent=2)
        opened.write('\n')


if __name__ == '__main__':
    main()
