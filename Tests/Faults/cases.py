"""A case of the matrix, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable


class NotTried(Exception):
    """A case cannot be tried here; the reason is its text."""


@dataclass(frozen=True)
class Case:
    """`run` returns what was not survived, in lines for people; nothing if all was. `waits`: it mostly waits, so that
    many such cases can be tried at once."""

    kind: str
    name: str
    run: Callable[[], list[str]]
    waits: bool = False

    @property
    def id(self) -> str:
        return f"{self.kind}/{self.name}"


@dataclass(frozen=True)
class Verdict:
    case: Case
    findings: tuple[str, ...] = ()
    not_tried: str = ""
    seconds: float = 0

    @property
    def survived(self) -> bool:
        return not self.findings and not self.not_tried
