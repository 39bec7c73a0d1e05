"""Fine-tunes the attribution tagger from the public base on PolNeAR's train split and exports it for onnxruntime.

    python train.py --data DIR --out DIR        --data holds train/ and dev/

On a CPU several processes of one thread each train side by side, their gradients averaged (gloo): quicker than the same
threads in one process. On a GPU one process does. Every epoch is measured on dev and kept beside the learning curve
(`curve.jsonl`); a run that was stopped goes on from its last epoch.
"""

import argparse
import json
import math
import os
import random
import time

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as multiprocessing
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

import export
from batches import CUE_BIAS, Candidate, Item, collate, cue_spans, log_probabilities, slices, words_of
from documents import Document, read_split, seen_cues
from measure import curve, read
from minilm import base_folder
from model import Tagger

BATCH = 8  # chunks a step, over all processes
LEARNING_RATE, NEW_LEARNING_RATE = 2e-4, 8e-4  # of what comes from the base, of what begins at random
WARM_UP = 60  # steps
LEAST_RATE = 0.02  # of the learning rate, which falls in a straight line
AVERAGE = 0.995  # decay of the running average of the weights
SHIPPED = 4  # the mean of the running averages after this many last epochs is what is exported
SMOOTHED_ON = 40  # every so manieth training article shows the export how large values get
LEFT, RIGHT = 48, 72  # word pieces around a cue in training; fewer than at run time, where a content may go on
PREDICTED_CUE = 0.4  # share of annotated cues for which the predicted boundaries are used
NEGATIVES = 0.4  # wrong candidates a chunk, by the number of its annotated cues
CUE_WEIGHT, SPAN_WEIGHT, VALID_WEIGHT = 3, 2, 0.3


class Lower:
    """What the frozen part makes of each chunk, kept in half precision: it is the same in every epoch."""

    def __init__(self, tagger: Tagger, device: torch.device) -> None:
        self.tagger, self.device = tagger, device
        self.kept: dict[tuple[str, int], Tensor] = {}

    def of(self, items: list[Item], ids: Tensor, mask: Tensor) -> Tensor:
        keys = [(document.id, chunk.start) for document, chunk in items]
        if any(key not in self.kept for key in keys):
            x = self.tagger.encoder.lower(ids, mask)
            for k, (key, (_, chunk)) in enumerate(zip(keys, items)):
                self.kept[key] = x[k, : chunk.end - chunk.start + 2].half().cpu()
            return x
        x = torch.zeros(*ids.shape, self.kept[keys[0]].shape[1])
        for k, key in enumerate(keys):
            x[k, : len(self.kept[key])] = self.kept[key].float()
        return x.to(self.device)


def choose(document: Document, proposed: list[tuple[int, int]], first: int, end: int, last_piece: int, dice: random.Random):
    """Candidates that the branch learns from: the annotated cues with their labels, and some that are none (labels None)."""
    gold = [
        one
        for one in document.attributions
        if first <= one[0] < end and one[1] <= len(document.words) and document.first_piece[one[1] - 1] < last_piece
    ]
    wrong = [(s, e) for s, e in proposed if not any(g[0] < e and s < g[1] for g in gold)]
    chosen = []
    for start, stop, labels in gold:
        if dice.random() < PREDICTED_CUE:
            start, stop = next(((s, e) for s, e in proposed if s < stop and start < e), (start, stop))
        chosen.append((start, stop, labels))
    dice.shuffle(wrong)
    for start, stop in wrong[: max(1, int(len(gold) * NEGATIVES))]:
        if document.first_piece[stop - 1] < last_piece:
            chosen.append((start, stop, None))
    return chosen


def loss_of(tagger: Tagger, lower: Lower, items: list[Item], dice: random.Random) -> tuple[Tensor, np.ndarray]:
    """The loss of a batch, and its parts: cue, span, validity."""
    device = lower.device
    ids, features, mask = (tensor.to(device) for tensor in collate(items))
    hidden, cue = tagger.encoder.upper(lower.of(items, ids, mask), features, mask)
    by_piece = log_probabilities(cue)
    positions, cue_targets, seen = [], [], []
    candidates: list[Candidate] = []
    labels: list[dict[int, int] | None] = []
    for k, (document, chunk) in enumerate(items):
        first, end = np.searchsorted(document.first_piece, (chunk.own_start, chunk.own_end))
        own = document.first_piece[first:end] - chunk.start + 1
        positions.append(k * ids.shape[1] + own)
        cue_targets.append(document.cue_labels[first:end])
        proposed = [(i + first, j + first) for i, j, _ in cue_spans(by_piece[k, own], CUE_BIAS)]
        words = words_of(document, chunk)
        visible = cue_spans(by_piece[k, document.first_piece[words] - chunk.start + 1], 0)
        seen.append(seen_cues(document, [(i + words[0], j + words[0]) for i, j, _ in visible]))
        for start, stop, label in choose(document, proposed, first, end, chunk.end, dice):
            candidates.append((k, start, stop))
            labels.append(label)
    on_device = lambda parts: torch.from_numpy(np.concatenate(parts)).to(device)
    cue_loss = F.cross_entropy(cue.reshape(-1, 3)[on_device(positions)], on_device(cue_targets))
    if not candidates:
        return cue_loss, np.array([cue_loss.item(), 0, 0])
    inputs, ranges = slices(hidden, items, candidates, seen, LEFT, RIGHT)
    span, valid = tagger.branch(*inputs)
    targets = np.full(span.shape[:2], -100, np.int64)
    for row, ((k, start, stop), (begin, end), label) in enumerate(zip(candidates, ranges, labels)):
        document = items[k][0]
        if label is None:
            continue  # from what is no cue only the validity head learns
        for word in range(document.word_of_piece[begin], document.word_of_piece[end - 1] + 1):
            if not start <= word < stop:
                targets[row, document.first_piece[word] - begin] = label.get(word, 0)
    span_loss = F.cross_entropy(span.reshape(-1, 5), torch.from_numpy(targets).reshape(-1).to(device), ignore_index=-100)
    is_valid = torch.tensor([float(label is not None) for label in labels], device=device)
    valid_loss = F.binary_cross_entropy_with_logits(valid, is_valid)
    loss = CUE_WEIGHT * cue_loss + SPAN_WEIGHT * span_loss + VALID_WEIGHT * valid_loss
    return loss, np.array([cue_loss.item(), span_loss.item(), valid_loss.item()])


def batches_of(items: list[Item], dice: random.Random) -> list[list[Item]]:
    """Chunks of about one length together, in an order that changes with every epoch."""
    by_length = sorted(items, key=lambda item: item[1].end - item[1].start + dice.random() * 24)
    batches = [by_length[i : i + BATCH] for i in range(0, len(by_length), BATCH)]
    dice.shuffle(batches)
    return batches


class Run:
    """One process of a training run."""

    def __init__(self, rank: int, options: argparse.Namespace) -> None:
        self.rank, self.options = rank, options
        self.device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
        torch.manual_seed(options.seed + rank)
        tokenizer = Tokenizer.from_file(f'{options.base}/tokenizer.json')
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.train_split, self.dev = (read_split(f'{options.data}/{split}', tokenizer) for split in ('train', 'dev'))
        self.items = [(document, chunk) for document in self.train_split for chunk in document.chunks]
        self.tagger = Tagger()
        self.tagger.start_from(options.base)
        self.tagger.to(self.device)
        old, new = self.tagger.freeze()
        self.parameters = old + new
        groups = [dict(params=old, lr=LEARNING_RATE), dict(params=new, lr=NEW_LEARNING_RATE)]
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.rates = [group['lr'] for group in groups]
        self.steps_an_epoch = math.ceil(len(self.items) / BATCH)
        self.step = 0
        self.order = random.Random(options.seed)
        self.own_dice = random.Random(options.seed * 10 + rank)
        self.say(
            f'{len(self.train_split)} articles, {len(self.items)} chunks, {self.steps_an_epoch} steps an epoch, {options.processes} processes'
        )
        if options.processes > 1:
            for parameter in self.parameters:
                dist.broadcast(parameter.data, 0)
        self.average = {name: value.clone() for name, value in self.tagger.state_dict().items()}

    def say(self, text: str) -> None:
        if self.rank == 0:
            print(text, flush=True)

    def train(self) -> None:
        last = f'{self.options.out}/last.pt'
        epoch = self.resume(last) if os.path.exists(last) else 0
        lower = Lower(self.tagger, self.device)
        while epoch < self.options.epochs:
            self.epoch(epoch, lower)
            epoch += 1
            self.measure(epoch)
            if self.rank == 0:
                state = dict(
                    tagger=self.tagger.state_dict(), average=self.average, optimiser=self.optimiser.state_dict(), epoch=epoch
                )
                torch.save(state, f'{last}.new')
                os.replace(f'{last}.new', last)
                torch.save(self.average, self.average_after(epoch))

    def average_after(self, epoch: int) -> str:
        return f'{self.options.out}/average-{epoch}.pt'

    def shipped(self) -> dict[str, Tensor]:
        epochs = range(max(1, self.options.epochs - SHIPPED + 1), self.options.epochs + 1)
        states = [torch.load(self.average_after(epoch), map_location='cpu') for epoch in epochs]
        return {name: sum(state[name] for state in states) / len(states) for name in states[0]}

    def resume(self, file: str) -> int:
        state = torch.load(file, map_location=self.device)
        self.tagger.load_state_dict(state['tagger'])
        self.average = state['average']
        self.optimiser.load_state_dict(state['optimiser'])
        self.step = state['epoch'] * self.steps_an_epoch
        for _ in range(state['epoch']):
            batches_of(self.items, self.order)
        self.say(f'goes on after epoch {state["epoch"]}')
        return state['epoch']

    def epoch(self, number: int, lower: Lower) -> None:
        self.tagger.train()
        total = self.options.epochs * self.steps_an_epoch
        losses, since = np.zeros(3), time.time()
        for done, items in enumerate(batches_of(self.items, self.order), 1):
            fraction = min((self.step + 1) / WARM_UP, max(LEAST_RATE, 1 - self.step / total))
            for group, rate in zip(self.optimiser.param_groups, self.rates):
                group['lr'] = rate * fraction
            loss, parts = loss_of(self.tagger, lower, items[self.rank :: self.options.processes] or items[:1], self.own_dice)
            self.optimiser.zero_grad(set_to_none=True)
            loss.backward()
            if self.options.processes > 1:
                self.share_gradients()
            torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
            self.optimiser.step()
            self.step += 1
            self.add_to_average()
            losses += parts
            if done % 20 == 0:
                cue, span, valid = losses / 20
                seconds = (time.time() - since) / 20
                at = number + done / self.steps_an_epoch
                self.say(f'epoch {at:.2f}  loss: cue {cue:.4f}  span {span:.4f}  validity {valid:.4f}  {seconds:.2f} s a step')
                losses, since = np.zeros(3), time.time()

    def share_gradients(self) -> None:
        flat = torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).flatten() for p in self.parameters])
        dist.all_reduce(flat)
        flat /= self.options.processes
        offset = 0
        for parameter in self.parameters:
            parameter.grad = flat[offset : offset + parameter.numel()].view_as(parameter)
            offset += parameter.numel()

    @torch.no_grad()
    def add_to_average(self) -> None:
        decay = min(AVERAGE, self.step / (self.step + 10))
        for name, value in self.tagger.state_dict().items():
            self.average[name].lerp_(value, 1 - decay)

    def measure(self, epoch: int) -> None:
        """Dev figures of the averaged weights; the processes share the reading."""
        own = {name: value.clone() for name, value in self.tagger.state_dict().items()}
        self.tagger.load_state_dict(self.average)
        found = read(self.tagger, self.dev[self.rank :: self.options.processes], self.device)
        self.tagger.load_state_dict(own)
        parts: list[dict] = [found]
        if self.options.processes > 1:
            parts = [{} for _ in range(self.options.processes)]
            dist.all_gather_object(parts, found)
        figures = curve(self.dev, {key: value for part in parts for key, value in part.items()})
        best = max(figures, key=lambda threshold: figures[threshold]['usable'])
        self.say(f'== epoch {epoch}: best threshold {best}: {figures[best]}')
        if self.rank == 0:
            with open(f'{self.options.out}/curve.jsonl', 'a') as opened:
                opened.write(json.dumps(dict(epoch=epoch, dev=figures)) + '\n')


def work(rank: int, options: argparse.Namespace) -> None:
    if options.processes > 1:
        os.environ.update(MASTER_ADDR='127.0.0.1', MASTER_PORT=str(options.port), GLOO_SOCKET_IFNAME='lo')
        dist.init_process_group('gloo', rank=rank, world_size=options.processes)
        torch.set_num_threads(1)
    run = Run(rank, options)
    run.train()
    if rank == 0:
        run.tagger.load_state_dict(run.shipped())
        export.write(run.tagger.cpu(), run.train_split[::SMOOTHED_ON], options.out)
        run.say(f'weights written to {options.out}')
    if options.processes > 1:
        dist.barrier()
        dist.destroy_process_group()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('data', 'out'):
        parser.add_argument(f'--{name}', required=True)
    parser.add_argument('--epochs', type=int, default=6)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    options.base = base_folder()
    os.makedirs(options.out, exist_ok=True)
    options.processes = 1 if torch.cuda.is_available() else min(os.cpu_count() or 1, BATCH)
    options.port = 20000 + os.getpid() % 20000
    if options.processes == 1:
        work(0, options)
    else:
        os.environ['OMP_NUM_THREADS'] = '1'
        multiprocessing.spawn(work, args=(options,), nprocs=options.processes)


if __name__ == '__main__':
    main()
