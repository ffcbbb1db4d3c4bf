"""Universal Dependencies trees -> CLEAR-like labels, the scheme that spaCy's English rules and noun chunks expect.

Names become right-headed, the copula becomes the head (attr, acomp), prepositions head their objects (prep, pobj,
pcomp), coordination becomes a chain, subjects and objects get their CLEAR names. Deterministic; meant for gold trees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nt"})
_POSSESSIVE = frozenset({"'s", "'", "’s", "’"})
_GERUND_PREPOSITIONS = frozenset(
    (  # noqa: SIM905
        "by for of in after before without from on with about at upon since into despite against through "
        "besides than like over toward towards to"
    ).split()  # noqa: SIM905
)
_CLAUSAL = frozenset(("nsubj csubj aux mark expl advcl parataxis discourse vocative dislocated ccomp list").split())  # noqa: SIM905
_KEPT = frozenset(("acl advcl ccomp appos case cc conj det mark expl punct parataxis nummod amod").split())  # noqa: SIM905
_NAMES = {"obj": "dobj", "iobj": "dative", "obl": "npadvmod", "cop": "aux", "discourse": "intj", "vocative": "npadvmod"}
_EXACT = {
    "det:predet": "predet",
    "cc:preconj": "preconj",
    "compound:prt": "prt",
    "nmod:poss": "poss",
    "nmod:unmarked": "npadvmod",
    "nmod:npmod": "npadvmod",
    "nmod:tmod": "npadvmod",
    "acl:relcl": "relcl",
    "advcl:relcl": "relcl",
    "nsubj:pass": "nsubjpass",
    "csubj:pass": "csubjpass",
    "aux:pass": "auxpass",
}
_DONE = frozenset({"prep", "pobj", "pcomp", "agent", "attr", "acomp"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a tree; `head` is an index into the sentence, -1 for the root."""

    form: str
    lemma: str
    pos: str
    tag: str
    head: int
    dep: str


def to_clear(tokens: Sequence[Token]) -> list[Token] | None:
    """The sentence with CLEAR-like heads and labels; None if the result would not be one tree."""
    tree = _Conversion(tokens)
    tree.head_names_right()
    tree.promote_copulas()
    tree.promote_prepositions()
    tree.chain_conjuncts()
    tree.rename()
    tree.lift_edge_punctuation()
    return tree.tokens() if tree.is_tree() else None


def _base(dep: str) -> str:
    return dep.partition(":")[0]


class _Conversion:
    """A sentence under conversion: heads and labels change in place, step by step."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._size = len(tokens)
        self._heads = [token.head for token in tokens]
        self._deps = [token.dep for token in tokens]
        self._lemmas = [token.lemma.lower() for token in tokens]

    def tokens(self) -> list[Token]:
        return [
            replace(token, head=head, dep=dep)
            for token, head, dep in zip(self._tokens, self._heads, self._deps, strict=True)
        ]

    def is_tree(self) -> bool:
        if sum(head < 0 for head in self._heads) != 1:
            return False
        for at in range(self._size):
            steps = 0
            while at >= 0 and steps <= self._size:
                at = self._heads[at]
                steps += 1
            if steps > self._size:
                return False
        return True

    def _children(self, head: int) -> list[int]:
        return [at for at in range(self._size) if self._heads[at] == head]

    def _is_possessive(self, at: int) -> bool:
        return self._tokens[at].tag == "POS" or self._lemmas[at] in _POSSESSIVE

    def head_names_right(self) -> None:
        for at in range(self._size):
            parts = [child for child in self._children(at) if child > at and _base(self._deps[child]) == "flat"]
            if not parts or self._tokens[at].pos not in {"PROPN", "NOUN", "X", "NUM"}:
                continue
            last, above, dep = parts[-1], self._heads[at], self._deps[at]
            for child in self._children(at):
                if child != last:
                    self._heads[child] = last
                    if child in parts:
                        self._deps[child] = "compound"
            self._heads[last], self._deps[last] = above, dep
            self._heads[at], self._deps[at] = last, "compound"

    def promote_copulas(self) -> None:
        for at in range(self._size):
            copula = next((child for child in self._children(at) if self._deps[child] == "cop"), None)
            if copula is None:
                continue
            self._heads[copula], self._deps[copula] = self._heads[at], self._deps[at]
            self._heads[at], self._deps[at] = copula, self._predicate(at)
            for child in self._children(at):
                self._hand_over(child, at, copula)

    def _predicate(self, at: int) -> str:
        token = self._tokens[at]
        if token.pos == "ADJ" or token.tag in {"JJ", "JJR", "JJS", "VBN", "VBG"}:
            return "acomp"
        return {"ADV": "advmod", "VERB": "xcomp"}.get(token.pos, "attr")

    def _hand_over(self, child: int, predicate: int, copula: int) -> None:
        """A clause's dependents move from the predicate to its copula."""
        base = _base(self._deps[child])
        after = child > predicate
        if self._deps[child] == "nsubj:outer":
            self._deps[child] = "nsubj"
        pos = self._tokens[predicate].pos
        moves = (
            base in _CLAUSAL
            or (base == "cc" and not after)
            or (base == "punct" and not min(predicate, copula) <= child <= max(predicate, copula))
            or (base == "advmod" and (self._lemmas[child] in _NEGATIONS or child < copula))
            or (base == "advmod" and after and pos not in {"ADJ", "ADV"})
            or (base == "obl" and pos != "ADJ")
            or (base == "conj" and self._is_clause(child))
            or base == "cop"
        )
        if moves:
            self._heads[child] = copula
        if base == "cop":
            self._deps[child] = "aux"

    def _is_clause(self, at: int) -> bool:
        return self._tokens[at].pos in {"VERB", "AUX"} or any(
            self._deps[child] == "cop" or _base(self._deps[child]) == "nsubj" for child in self._children(at)
        )

    def promote_prepositions(self) -> None:
        for at in range(self._size):
            cases = [c for c in self._children(at) if self._deps[c] == "case" and not self._is_possessive(c)]
            if cases:
                self._promote_chain(at, [case for case in cases if case < at] or cases)
        for at in range(self._size):
            for child in self._children(at):
                if self._deps[child] == "mark":
                    self._promote_mark(at, child)

    def _promote_chain(self, at: int, cases: Sequence[int]) -> None:
        first, dep = cases[0], self._deps[at]
        self._heads[first] = self._heads[at]
        self._deps[first] = dep if _base(dep) in {"conj", "root"} or dep == "ROOT" else "prep"
        if dep == "obl:agent":
            self._deps[first] = "agent"
        last = first
        for case in cases[1:]:
            self._heads[case], self._deps[case] = last, "prep"
            last = case
        noun = self._tokens[at].pos in {"NOUN", "PROPN", "PRON", "NUM", "SYM", "X", "DET", "ADJ"}
        self._heads[at], self._deps[at] = last, "pobj" if noun else "pcomp"
        for child in self._children(at):
            base = _base(self._deps[child])
            if (base in {"advmod", "cc", "punct"} and child < first) or (base == "conj" and self._has_case(child)):
                self._heads[child] = first

    def _has_case(self, at: int) -> bool:
        return self._tokens[at].pos in {"NOUN", "PROPN", "PRON"} and any(
            self._deps[child] == "case" and child < at and self._tokens[child].tag != "POS"
            for child in self._children(at)
        )

    def _promote_mark(self, at: int, mark: int) -> None:
        if self._tokens[mark].tag == "TO":
            self._deps[mark] = "aux"
            return
        gerund = self._tokens[at].tag == "VBG" and self._tokens[mark].tag == "IN"
        if not gerund or _base(self._deps[at]) not in {"advcl", "acl", "xcomp", "obl"}:
            return
        if self._lemmas[mark] in _GERUND_PREPOSITIONS and self._heads[at] != mark:
            self._heads[mark], self._deps[mark] = self._heads[at], "prep"
            self._heads[at], self._deps[at] = mark, "pcomp"
            for child in self._children(at):
                if _base(self._deps[child]) == "punct" and child < mark:
                    self._heads[child] = mark

    def chain_conjuncts(self) -> None:
        for at in range(self._size):
            before = at
            for conjunct in [c for c in self._children(at) if c > at and _base(self._deps[c]) == "conj"]:
                if before != at:
                    self._heads[conjunct] = before
                for child in self._children(conjunct):
                    joins = _base(self._deps[child]) == "cc" and self._deps[child] != "cc:preconj"
                    comma = _base(self._deps[child]) == "punct" and self._tokens[child].form in ",;"
                    if child < conjunct and (joins or comma):
                        self._heads[child] = before
                before = conjunct

    def rename(self) -> None:
        for at in range(self._size):
            if self._heads[at] < 0:
                self._deps[at] = "ROOT"
            elif self._deps[at] not in _DONE:
                self._deps[at] = self._name(at)

    def _name(self, at: int) -> str:
        dep, token = self._deps[at], self._tokens[at]
        base = _base(dep)
        if dep in _EXACT:
            return _EXACT[dep]
        if base == "advmod":
            if self._lemmas[at] in _NEGATIONS and token.tag == "RB":
                return "neg"
            return "quantmod" if self._tokens[self._heads[at]].tag == "CD" else "advmod"
        if base in {"nsubj", "csubj", "aux", "nmod", "compound", "prep"}:
            return base
        if base == "flat":
            return "compound" if at < self._heads[at] else "dep"
        if base == "xcomp":
            return self._open_complement(at)
        if base == "fixed":
            return "pcomp" if token.tag == "IN" else "advmod"
        return _NAMES.get(base, base if base in _KEPT else "dep")

    def _open_complement(self, at: int) -> str:
        pos = self._tokens[at].pos
        if pos == "ADJ":
            return "acomp"
        if pos in {"NOUN", "PROPN", "PRON"}:
            siblings = self._children(self._heads[at])
            return "oprd" if any(_base(self._deps[s]) in {"obj", "dobj"} for s in siblings) else "attr"
        return "xcomp"

    def lift_edge_punctuation(self) -> None:
        """A comma or dash on a phrase's left edge goes to the phrase's head, so that noun chunks stay clean."""
        for mark in range(self._size):
            if _base(self._deps[mark]) != "punct" or self._tokens[mark].form not in {",", "--", "—", "–", ";", ":"}:
                continue
            above = self._heads[mark]
            while above > mark and 0 <= self._heads[above] < mark and self._left_edge(above) == mark:
                above = self._heads[mark] = self._heads[above]

    def _left_edge(self, head: int) -> int:
        for at in range(head + 1):
            above, steps = at, 0
            while above >= 0 and above != head and steps <= self._size:
                above = self._heads[above]
                steps += 1
            if above == head:
                return at
        return head
