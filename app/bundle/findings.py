"""What checking a signed file can find: a refusal with the mark of the table (E09), or a note beside it (W14).

A code is `bundle.` + mark + `_` + what, such as `bundle.e11_changed`; the sentence for people stands in
`resources/texts/errors_bundle.json`. Fields are language-neutral: paths, ids, digests, numbers.
"""

from __future__ import annotations

from app.errors import Refusal


class Finding(Refusal):
    """One thing found. `mark` is the short code of the receiver's table, "" for findings outside that table."""

    @property
    def mark(self) -> str:
        """The mark people read over the phone: E01 … E18, W14, W15, W19, I03."""
        word = self.code.partition(".")[2].partition("_")[0]
        return word.upper() if len(word) == 3 and word[1:].isdigit() else ""

    def to_dict(self) -> dict[str, object]:
        """For JSON output: mark, code and the fields as they are."""
        return {"mark": self.mark, "code": self.code, **self.fields}


class MalformedError(Exception):
    """Received bytes or values do not have the form asked for; `place` says where. Never reaches a person as it is:
    each reader turns it into the finding of its own file kind."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place
