"""The characters typed into the current cell and not yet stored, with a caret and all-or-nothing selection."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Draft:
    """A text under the cursor. `inside` is on after F2: arrows then move the caret instead of the cursor.

    `refused` holds the sentence of the last refusal; the text stays selected, so the next key types it anew.
    `doubtful` remembers a "?" given before the mark is stored.
    """

    text: str = ""
    caret: int = 0
    selected: bool = False
    inside: bool = False
    refused: str = ""
    advice: str = ""
    doubtful: bool = False

    @classmethod
    def over(cls, text: str, inside: bool = False) -> Draft:
        """A draft that begins with `text`, caret at the end."""
        return cls(text=text, caret=len(text), inside=inside)

    def type(self, text: str) -> None:
        """Put characters in at the caret; they replace a selected text."""
        if self.selected:
            self.text, self.caret, self.selected = "", 0, False
        self.text = self.text[: self.caret] + text + self.text[self.caret :]
        self.caret += len(text)
        self.refused = self.advice = ""

    def erase(self, forward: bool = False) -> None:
        """Take out the character before the caret (or after it), or all of a selected text."""
        if self.selected:
            self.text, self.caret, self.selected = "", 0, False
        elif forward:
            self.text = self.text[: self.caret] + self.text[self.caret + 1 :]
        elif self.caret:
            self.text = self.text[: self.caret - 1] + self.text[self.caret :]
            self.caret -= 1
        self.refused = self.advice = ""

    def move(self, step: int) -> None:
        """Move the caret; a selection is given up first."""
        self.selected = False
        self.caret = max(0, min(len(self.text), self.caret + step))

    def refuse(self, sentence: str, advice: str = "") -> None:
        """Keep the text, selected, with the reason."""
        self.refused, self.advice = sentence, advice
        self.selected, self.caret = True, len(self.text)
