"""Fine-tunes the judge from the public base on pairs of sentences.

    python train.py --data DIR --pairs DIR --out DIR        --data holds train.jsonl.gz, --pairs the development sets

On a CPU several processes of one thread each train side by side, their gradients averaged (gloo). A run that was stopped goes on from
its last checkpoint, ten minutes back at most; the learning curve is `curve.jsonl`.
"""

import argparse
import glob
import json
import os
import random
import time

import torch
import torch.distributed as dist
import torch.multiprocessing as multiprocessing
import torch.nn.functional as F

from data import LABELS, batches_of, collate, encode, open_tokenizer, read_rows
from measure import read, score
from minilm import base_folder
from model import Judge

BATCH = 32  # pairs a step, over all processes
LEARNING_RATE, NEW_LEARNING_RATE = 1.5e-4, 1e-3  # of what comes from the base, of what begins at random
WARM_UP = 200  # steps
LEAST_RATE = 0.02  # of the learning rate, which falls in a straight line
SMOOTHING = 0.05  # of labels: some are wrong
AVERAGE = 0.999  # decay of the running average of the weights, which is what is shipped
TURNED = 0.3  # share of contradictions whose parts are turned round: who contradicts is contradicted
KEPT_EVERY = 600  # seconds between checkpoints
MEASURED_ON = 500  # pairs of each development set


class Run:
    """One process of a training run."""

    def __init__(self, rank: int, options: argparse.Namespace) -> None:
        self.rank, self.options = rank, options
        self.device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
        torch.manual_seed(options.seed + rank)
        tokenizer = open_tokenizer(options.base)
        rows = read_rows(f'{options.data}/train.jsonl.gz')
        self.pairs, self.turned = encode(tokenizer, rows), encode(tokenizer, rows, turned=True)
        self.sets = {}
        for path in [f'{options.data}/valid.mnli_mm.jsonl.gz', *sorted(glob.glob(f'{options.pairs}/*.jsonl'))]:
            found = read_rows(path)
            if found:
                some = random.Random(1).sample(found, min(MEASURED_ON, len(found)))
                self.sets[os.path.basename(path).split('.jsonl')[0]] = (encode(tokenizer, some), encode(tokenizer, some, turned=True))
        self.judge = Judge()
        self.judge.start_from(options.base)
        self.judge.to(self.device)
        new = list(self.judge.head.parameters())
        known = {id(parameter) for parameter in new}
        old = [p for p in self.judge.parameters() if p.requires_grad and id(p) not in known]
        self.parameters = old + new
        groups = [dict(params=old, lr=LEARNING_RATE), dict(params=new, lr=NEW_LEARNING_RATE)]
        self.rates = [group['lr'] for group in groups]
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.step = 0
        if options.processes > 1:
            for parameter in self.parameters:
                dist.broadcast(parameter.data, 0)
        self.average = {name: p.detach().clone() for name, p in self.judge.named_parameters() if p.requires_grad}
        self.steps_an_epoch = len(batches_of(self.pairs, BATCH, None))
        self.say(f'{len(self.pairs)} pairs, {self.steps_an_epoch} steps an epoch, {options.processes} processes')

    def say(self, text: str) -> None:
        if self.rank == 0:
            print(text, flush=True)

    def train(self) -> None:
        last = f'{self.options.out}/last.pt'
        if os.path.exists(last):
            self.resume(last)
        total = self.options.epochs * self.steps_an_epoch
        kept_at = since = time.time()
        running = 0.0
        self.judge.train()
        for epoch in range(self.step // self.steps_an_epoch, self.options.epochs):
            dice = random.Random(self.options.seed * 1000 + epoch)
            batches = batches_of(self.pairs, BATCH, dice)
            turned = [dice.random() < TURNED for _ in self.pairs]
            for batch in batches[self.step - epoch * self.steps_an_epoch :]:
                fraction = min((self.step + 1) / WARM_UP, max(LEAST_RATE, 1 - self.step / total))
                for group, rate in zip(self.optimiser.param_groups, self.rates):
                    group['lr'] = rate * fraction
                running += self.learn([self.turned[i] if turned[i] and self.is_contradiction(i) else self.pairs[i] for i in batch])
                self.step += 1
                if self.step % 100 == 0:
                    self.say(f'step {self.step} of {total}  loss {running / 100:.4f}  {(time.time() - since) / 100:.2f} s a step')
                    running, since = 0.0, time.time()
                if self.step % (self.steps_an_epoch // 4) == 0 or self.step == total:
                    self.measure()
                    since = time.time()
                if self.rank == 0 and (time.time() - kept_at > KEPT_EVERY or self.step == total):
                    kept_at = time.time()
                    self.keep(last)

    def is_contradiction(self, i: int) -> bool:
        return LABELS[self.pairs[i].label] == 'contradiction'

    def learn(self, pairs: list) -> float:
        own = pairs[self.rank :: self.options.processes] or pairs[:1]
        ids, kinds, mask, labels = (tensor.to(self.device) for tensor in collate(own))
        loss = F.cross_entropy(self.judge(ids, kinds, mask), labels, label_smoothing=SMOOTHING)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        if self.options.processes > 1:
            self.share_gradients()
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimiser.step()
        with torch.no_grad():
            decay = min(AVERAGE, self.step / (self.step + 10))
            for name, parameter in self.judge.named_parameters():
                if name in self.average:
                    self.average[name].lerp_(parameter, 1 - decay)
        return loss.item()

    def share_gradients(self) -> None:
        flat = torch.cat([p.grad.flatten() for p in self.parameters])
        dist.all_reduce(flat)
        flat /= self.options.processes
        offset = 0
        for parameter in self.parameters:
            parameter.grad = flat[offset : offset + parameter.numel()].view_as(parameter)
            offset += parameter.numel()

    def keep(self, last: str) -> None:
        state = dict(judge=self.judge.state_dict(), average=self.average, optimiser=self.optimiser.state_dict(), step=self.step)
        torch.save(state, f'{last}.new')
        os.replace(f'{last}.new', last)

    def resume(self, file: str) -> None:
        state = torch.load(file, map_location=self.device)
        self.judge.load_state_dict(state['judge'])
        self.average, self.step = state['average'], state['step']
        self.optimiser.load_state_dict(state['optimiser'])
        self.say(f'goes on after step {self.step}')

    def measure(self) -> None:
        """Figures of the averaged weights; the processes share the sets."""
        own = {name: value.clone() for name, value in self.judge.state_dict().items()}
        self.judge.load_state_dict(self.average, strict=False)
        mine = list(self.sets.items())[self.rank :: self.options.processes]
        figures = {
            name: score(pairs, read(self.judge, pairs, self.device), read(self.judge, turned, self.device))
            for name, (pairs, turned) in mine
        }
        self.judge.load_state_dict(own)
        parts: list[dict] = [figures]
        if self.options.processes > 1:
            parts = [{} for _ in range(self.options.processes)]
            dist.all_gather_object(parts, figures)
        figures = {name: value for part in parts for name, value in part.items()}
        for name, value in sorted(figures.items()):
            self.say(f'== step {self.step} {name}: {value}')
        if self.rank == 0:
            with open(f'{self.options.out}/curve.jsonl', 'a') as opened:
                opened.write(json.dumps(dict(step=self.step, epoch=round(self.step / self.steps_an_epoch, 2), dev=figures)) + '\n')


def work(rank: int, options: argparse.Namespace) -> None:
    if options.processes > 1:
        os.environ.update(MASTER_ADDR='127.0.0.1', MASTER_PORT=str(options.port), GLOO_SOCKET_IFNAME='lo')
        dist.init_process_group('gloo', rank=rank, world_size=options.processes)
        torch.set_num_threads(1)
    Run(rank, options).train()
    if options.processes > 1:
        dist.barrier()
        dist.destroy_process_group()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('data', 'pairs', 'out'):
        parser.add_argument(f'--{name}', required=True)
    parser.add_argument('--epochs', type=int, default=1)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    options.base = base_folder()
    os.makedirs(options.out, exist_ok=True)
    options.processes = 1 if torch.cuda.is_available() else min(os.cpu_count() or 1, 8)
    options.port = 20000 + os.getpid() % 20000
    if options.processes == 1:
        work(0, options)
    else:
        os.environ['OMP_NUM_THREADS'] = '1'
        multiprocessing.spawn(work, args=(options,), nprocs=options.processes)


if __name__ == '__main__':
    main()
