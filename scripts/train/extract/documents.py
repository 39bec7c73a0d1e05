"""Texts as the tagger sees them: words, word pieces, features of each; and PolNeAR's annotations on them.

src/extract/local/{words,word-pieces,document,chunks,between}.ts do the same at run time; whoever changes one changes both.
"""

import glob
import os
import re
from dataclasses import dataclass, field

import numpy as np
from tokenizers import Tokenizer

CHUNK = 382  # word pieces that the encoder reads at once, without [CLS] and [SEP]
OVERLAP = 64  # word pieces that two chunks share
LINE_START_SLACK, LEAST_OVERLAP = (
    40,
    32,
)  # a chunk begins at a line start this near to the wanted overlap, leaving this much of it
BETWEEN = 43  # features of what lies between a cue and a word
SOURCE, CONTENT = 1, 3  # of the span labels: O, B-Source, I-Source, B-Content, I-Content

ABBREVIATIONS = set(
    'mr mrs ms dr sen gov rep gen lt col st jr sr no vs jan feb aug sept oct nov dec inc corp co ltd rev prof sgt capt u d n e s w'.split()
)

Span = tuple[int, int]


@dataclass
class Gold:
    """One annotated attribution; the spans are code points of the text."""

    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)


@dataclass
class Chunk:
    """Word pieces [start, end) read at once; the chunk answers for cues in [own_start, own_end)."""

    start: int
    end: int
    own_start: int
    own_end: int


@dataclass
class Document:
    """A text; `words` are [start, end) in code points, arrays are per word or per word piece."""

    id: str
    text: str
    gold: list[Gold]
    words: list[Span]
    piece_ids: np.ndarray
    piece_features: np.ndarray
    word_of_piece: np.ndarray
    first_piece: np.ndarray
    starts_line: np.ndarray
    quote: np.ndarray
    # How many sentence ends, commas, quotation marks and line starts stand before a word: length words + 1.
    sums: dict[str, np.ndarray]
    # Words of cues as B 1, I 2; and for each attribution (first word, end word, label by word).
    cue_labels: np.ndarray
    attributions: list[tuple[int, int, dict[int, int]]]
    chunks: list[Chunk]

    def piece_at(self, word: int) -> int:
        """First piece of a word, the number of pieces behind the last word."""
        return int(self.first_piece[word]) if word < len(self.first_piece) else len(self.piece_ids)


def read_brat(annotation: str) -> list[Gold]:
    """Attributions of a brat stand-off file; discontinuous mentions are `a b;c d`."""
    mentions: dict[str, list[Span]] = {}
    found = []
    for line in annotation.split('\n'):
        mention = re.match(r'^(T\d+)\t\S+ ([\d ;]+)\t', line)
        if mention:
            parts = [part.strip().split(' ') for part in mention[2].split(';')]
            mentions[mention[1]] = sorted((int(start), int(end)) for start, end in parts)
        event = re.match(r'^E\d+\t(.*)$', line)
        if event:
            gold = Gold()
            for argument in event[1].split():
                role, mention_id = argument.split(':')
                role = re.sub(r'\d+$', '', role).lower()
                if role in ('source', 'cue', 'content'):
                    getattr(gold, role).extend(mentions.get(mention_id, []))
            for spans in (gold.source, gold.cue, gold.content):
                spans.sort()
            found.append(gold)
    return found


def read_split(folder: str, tokenizer: Tokenizer) -> list[Document]:
    """Documents of `text/*.txt`; of several annotators the first in file order."""
    documents = []
    for file in sorted(os.listdir(f'{folder}/text')):
        name = file.removesuffix('.txt')
        with open(f'{folder}/text/{file}', encoding='utf8', newline='') as opened:
            text = opened.read()
        annotations = sorted(glob.glob(f'{folder}/attributions/{glob.escape(name)}_????.ann'))
        gold = []
        if annotations:
            with open(annotations[0], encoding='utf8', newline='') as opened:
                gold = read_brat(opened.read())
        documents.append(read_document(name, text, gold, tokenizer))
    return documents


def read_document(name: str, text: str, gold: list[Gold], tokenizer: Tokenizer) -> Document:
    words, ids, first, word_of_piece = split(text, tokenizer)
    word_features, quote, starts_line = features_of(text, words)
    cue_labels, attributions = label(words, gold)
    document = Document(
        id=name,
        text=text,
        gold=gold,
        words=words,
        piece_ids=np.array(ids, np.int64),
        piece_features=word_features[word_of_piece] if words else np.zeros(0, np.int64),
        word_of_piece=np.array(word_of_piece, np.int64),
        first_piece=np.array(first, np.int64),
        starts_line=starts_line,
        quote=quote,
        sums=sums_of(text, words, starts_line),
        cue_labels=cue_labels,
        attributions=attributions,
        chunks=[],
    )
    document.chunks = chunks_of(document)
    return document


def split(text: str, tokenizer: Tokenizer) -> tuple[list[Span], list[int], list[int], list[int]]:
    encoding = tokenizer.encode(text, add_special_tokens=False)
    words, ids, first, word_of_piece = [], [], [], []
    last = None
    for piece_id, (start, end), word in zip(encoding.ids, encoding.offsets, encoding.word_ids):
        if word != last:
            first.append(len(ids))
            words.append((start, end))
            last = word
        else:
            words[-1] = (words[-1][0], end)
        ids.append(piece_id)
        word_of_piece.append(len(words) - 1)
    return words, ids, first, word_of_piece


def features_of(text: str, words: list[Span]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per word: capitals + 3 × quotation state + 9 × begins a line. State: 0 outside, 1 inside, 2 a mark; a line ends it."""
    n = len(words)
    capitals, quote, starts_line = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    inside, before = 0, 0
    for i, (start, end) in enumerate(words):
        word = text[start:end]
        starts_line[i] = i == 0 or '\n' in text[before:start]
        before = end
        if starts_line[i]:
            inside = 0
        if word in ('“', '”', '"'):
            quote[i] = 2
            inside = 1 if word == '“' else 0 if word == '”' else 1 - inside
        else:
            quote[i] = inside
        capitals[i] = 2 if len(word) > 1 and word.isupper() else 1 if word[:1].isupper() else 0
    return capitals + 3 * quote + 9 * starts_line, quote, starts_line


def ends_sentence(text: str, words: list[Span], i: int) -> bool:
    """A full stop, question or exclamation mark before space (closing marks may stand between) and after no abbreviation."""
    start, end = words[i]
    mark = text[start:end]
    if mark not in ('.', '?', '!'):
        return False
    after = end
    while after < len(text) and text[after] in '"”’\')]':
        after += 1
    before = text[words[i - 1][0] : words[i - 1][1]].lower() if i and words[i - 1][1] == start else ''
    is_abbreviation = mark == '.' and (before in ABBREVIATIONS or len(before) == 1)
    return (after >= len(text) or text[after].isspace()) and not is_abbreviation


def sums_of(text: str, words: list[Span], starts_line: np.ndarray) -> dict[str, np.ndarray]:
    marks = [text[start:end] for start, end in words]
    flags = {
        'end': [ends_sentence(text, words, i) for i in range(len(words))],
        'comma': [mark == ',' for mark in marks],
        'quote': [mark in ('“', '”', '"') for mark in marks],
        'line': starts_line,
    }
    return {name: np.concatenate([[0], np.cumsum(np.array(flag, np.int64))]) for name, flag in flags.items()}


def label(words: list[Span], gold: list[Gold]) -> tuple[np.ndarray, list[tuple[int, int, dict[int, int]]]]:
    """Of each attribution the first part of its cue counts; a word belongs to a span that it overlaps."""
    starts, ends = np.array([w[0] for w in words]), np.array([w[1] for w in words])
    in_words = lambda start, end: (int(np.searchsorted(ends, start, 'right')), int(np.searchsorted(starts, end, 'left')))
    cue_labels = np.zeros(len(words), np.int64)
    attributions = []
    for one in gold:
        if not one.cue:
            continue
        cue_start, cue_end = in_words(*one.cue[0])
        if cue_end <= cue_start:
            continue
        labels: dict[int, int] = {}
        for spans, begin in ((one.source, SOURCE), (one.content, CONTENT)):
            for span in spans:
                i, j = in_words(*span)
                for k in range(i, j):
                    labels[k] = begin if k == i else begin + 1
        for k in range(cue_start, cue_end):
            labels.pop(k, None)
        for k, value in list(labels.items()):
            # What the cue cut off its beginning begins again.
            if value in (SOURCE + 1, CONTENT + 1) and labels.get(k - 1) not in (value, value - 1):
                labels[k] = value - 1
        attributions.append((cue_start, cue_end, labels))
        for k in range(cue_start, cue_end):
            if cue_labels[k] == 0:
                cue_labels[k] = 1 if k == cue_start else 2
    return cue_labels, attributions


def chunks_of(document: Document) -> list[Chunk]:
    """Overlapping chunks cut between words, at line starts where one is near; a piece is owned by one of them."""
    first, total = document.first_piece, len(document.piece_ids)
    line_starts = first[document.starts_line == 1]
    ranges = []
    start = 0
    while True:
        end = min(total, start + CHUNK)
        if end < total:
            end = int(first[np.searchsorted(first, end, 'right') - 1])
        ranges.append((start, end))
        if end >= total:
            break
        wanted = end - OVERLAP
        near = [int(f) for f in line_starts if wanted - LINE_START_SLACK <= f <= end - LEAST_OVERLAP]
        following = min(near, key=lambda f: abs(f - wanted)) if near else int(first[np.searchsorted(first, wanted)])
        start = following if following > start else end
    edges = [0] + [(ranges[i][1] + ranges[i + 1][0]) // 2 for i in range(len(ranges) - 1)] + [total]
    return [Chunk(start, end, edges[i], edges[i + 1]) for i, (start, end) in enumerate(ranges)]


@dataclass
class SeenCues:
    """Where the cue head sees cues: how many begin before a word (length words + 1), and whether a word is in one."""

    before: np.ndarray
    inside: np.ndarray


def seen_cues(document: Document, spans: list[Span]) -> SeenCues:
    begins = np.zeros(len(document.words), np.int64)
    inside = begins.copy()
    for start, end in spans:
        begins[start] = 1
        inside[start:end] = 1
    return SeenCues(np.concatenate([[0], np.cumsum(begins)]), inside)


def between(document: Document, cue: Span, start: int, end: int, seen: SeenCues) -> np.ndarray:
    """One-hot features of words [start, end) beside a cue: sentence ends, commas, quotation marks, line breaks and other cues
    that lie between, each by side; whether the word is in another cue; its quotation state against the cue's."""
    c0, c1 = cue
    i = np.arange(start, end)
    is_right = i >= c1
    rows = np.arange(len(i))
    features = np.zeros((len(i), BETWEEN), np.float32)

    def put(offset: int, size: int, right: np.ndarray, left: np.ndarray) -> None:
        features[rows, offset + size * is_right + np.clip(np.where(is_right, right, left), 0, size - 1)] = 1

    ends, commas, quotes, lines = (document.sums[name] for name in ('end', 'comma', 'quote', 'line'))
    put(0, 4, ends[i] - ends[c1], ends[c0] - ends[i])
    put(8, 4, commas[i] - commas[c1], commas[c0] - commas[i + 1])
    put(16, 4, quotes[i] - quotes[c1], quotes[c0] - quotes[i + 1])
    put(24, 3, lines[i + 1] - lines[c1], lines[c0 + 1] - lines[i + 1])
    put(30, 3, seen.before[i] - seen.before[c1], seen.before[c0] - seen.before[i + 1])
    features[rows, 36] = seen.inside[i] > 0
    features[rows, 37 + 3 * int(document.quote[c0] > 0) + document.quote[i]] = 1
    features[(i >= c0) & (i < c1)] = 0
    return features
