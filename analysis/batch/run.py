"""One run: every article of its sources once, in their order, whatever befalls the processes that read them."""

from __future__ import annotations

import hashlib
import itertools
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field

from ..article.read_file import safe_stem
from ..processes.messages import Message
from ..processes.pool import Limits, Pool
from .key_table import KeyTable
from .log import Entry, Log
from .unread import Unread

TASK = f"{__package__}.work:begin"
"""What the processes do. It is told by its name: only they load the engine."""
_WINDOW = 32
"""Articles for each process that wait for their turn: as long as a slow one is read, the others go on."""
_WINDOW_BYTES = 64_000_000
_READING = -1
"""Instead of a place in the log: it is being read."""

PROBLEMS = {
    "time": "It takes longer than {seconds:g} seconds, which is the limit (--time-limit): left out.",
    "memory": "It takes more than {megabytes:,.0f} MB, which is the limit of memory (--memory-limit): left out.",
    "died": "The process that read it was ended twice, as by a system that wants memory: left out.",
    "error": "It could not be read ({problem}). This should not happen: please report it with the article.",
}
"""What is said of an article by what befell it; of one that is refused, the reason itself."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """An article whose turn is to come; without an answer where a process need not be asked."""

    item: Unread
    key: bytes
    answer: Future[Message] | None = None


@dataclass(slots=True)
class Run:
    """What a run knows of itself while it lasts."""

    pool: Pool
    jobs: int
    limits: Limits
    log: Log
    told: Callable[[str], None] = lambda _: None
    """Who is told what a person should know."""
    failures: int = 0
    articles: int = 0
    words: int = 0
    weight: int = 0
    """Bytes of the sources that are done."""
    is_known: bool = False
    """Whether the last article was read by an earlier run."""
    _places: KeyTable = field(default_factory=KeyTable)
    _ids: KeyTable = field(default_factory=KeyTable)

    def follow(self, items: Iterable[Unread], *, resume: bool = False) -> Generator[Entry, None, None]:
        """Of every article what became of it, in their order, as soon as it is known; all of it is in the log."""
        coming = iter(items)
        if resume:
            left = [coming]
            yield from self._known(left)
            coming = left[0]
        waiting: deque[_Asked] = deque()
        held = 0
        while True:
            while len(waiting) < self.jobs * _WINDOW and held < _WINDOW_BYTES:
                if (item := next(coming, None)) is None:
                    break
                waiting.append(self._asked(item))
                held += len(item.data)
            if not waiting:
                return
            asked = waiting.popleft()
            held -= len(asked.item.data)
            entry = self._entry(asked)
            self._count(asked.item, entry, self.log.add(entry))
            yield entry

    def _known(self, left: list[Iterator[Unread]]) -> Iterator[Entry]:
        """What the log knows already, as long as the sources are what they were; `left` is what is still to do."""
        good = 0
        self.is_known = True
        for place, entry in self.log.entries():
            item = next(left[0], None)
            if item is None or (item.named, item.key) != (entry.name, entry.key):
                left[0] = itertools.chain([item] if item else [], left[0])
                self.told(f"{entry.name}: This is not what it was when the run began; from here on, all is read anew.")
                break
            good += 1
            if entry.own:
                self._own_id(entry.base)
            self._count(item, entry, place)
            yield entry
        self.log.keep(good)
        self.is_known = False

    def _asked(self, item: Unread) -> _Asked:
        key = item.key
        if item.problem:
            return _Asked(item, key)
        if self._places.get(key) is not None:
            return _Asked(item, key)
        self._places.put(key, _READING)
        return _Asked(
            item,
            key,
            self.pool.submit(Message({"name": item.name, "held": item.held, "about": dict(item.about)}, item.data)),
        )

    def _entry(self, asked: _Asked) -> Entry:
        """What became of an article; the id under which it is written is its own from here on."""
        item, key = asked.item, asked.key
        if item.problem:
            return Entry(item.named, key, fault="refused", problem=item.problem)
        if asked.answer is None:
            place = self._places.get(key)
            assert place is not None
            first = self.log.at(place)
            if first.fault:
                return Entry(item.named, key, fault=first.fault, problem=first.problem)
            base = item.about.get("id") or safe_stem(item.name) or first.base
            return Entry(item.named, key, self._own_id(base), base, words=first.words, same_as=place)
        answer = asked.answer.result()
        if fault := answer.told.get("fault", ""):
            return Entry(item.named, key, fault=fault, problem=self._problem(fault, answer))
        base = answer.told["id"]
        return Entry(item.named, key, self._own_id(base), base, words=answer.told["words"], data=answer.data)

    def _problem(self, fault: str, answer: Message) -> str:
        told = answer.told.get("problem", "")
        if fault == "refused":
            return told
        megabytes = self.limits.memory / 1e6
        return PROBLEMS[fault].format(seconds=self.limits.seconds, megabytes=megabytes, problem=told)

    def _own_id(self, own: str) -> str:
        """The id, or one with a number after it where an earlier article has it: two folders may hold one name."""
        digest = _digest(own)
        times = (self._ids.get(digest) or 0) + 1
        self._ids.put(digest, times)
        return own if times == 1 else self._own_id(f"{own}-{times}")

    def _count(self, item: Unread, entry: Entry, place: int) -> None:
        """Remember what an entry means for those to come."""
        self.articles += 1
        self.failures += bool(entry.fault)
        self.words += entry.words
        self.weight += item.weight
        if not item.problem and entry.same_as is None:
            self._places.put(entry.key, place)


def _digest(own: str) -> bytes:
    return hashlib.sha256(own.encode("utf-8", "surrogatepass")).digest()
