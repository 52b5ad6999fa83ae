"""A section whose fields are rules: of all trades, or of the one it is turned to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain import setup_edit
from app.domain.contest import Contest, Rules
from ui.pages import setup_values as values
from ui.pages.registration_fields import FormField
from ui.pages.setup_fields import Bound, SwitchField, choice, line
from ui.pages.setup_section import Section
from ui.pages.setup_state import Setup


class RuleFields(Section):
    """Makes the fields; `scope_key` is the trade whose rules they show, "" for those of all."""

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        self.scope_key = ""

    def why(self) -> str:
        """Why the rules shown cannot be changed where they stand."""
        raise NotImplementedError

    def rule(
        self,
        name: str,
        field: FormField,
        show: Callable[[Any], Any],
        read: Callable[[Any], Any],
        there: Callable[[Rules], bool] | None = None,
    ) -> Bound:
        """A field for one rule."""

        def shown(contest: Contest) -> Any:
            return show(getattr(setup_edit.rules_of(contest, self.scope_key), name))

        def changed(contest: Contest, value: Any) -> Contest:
            return setup_edit.with_rules(contest, self.scope_key, **{name: read(value)})

        bound = Bound(field, shown, changed, self.why)
        if there is not None:
            bound.there = lambda contest: there(setup_edit.rules_of(contest, self.scope_key))
        return bound

    def choice(self, name: str, words: str, kind: Any, said: Sequence[tuple[Any, str]]) -> Bound:
        """A field for a rule that is one of a few words."""
        field = choice(name, words, [(one.value, text) for one, text in said])
        return self.rule(name, field, lambda value: value.value, kind)

    def switch(self, name: str, words: str, text: str) -> Bound:
        """A field for a rule that is on or off."""
        return self.rule(name, SwitchField(name, words, text), values.flag_text, values.flag)

    def whole(self, name: str, words: str, low: int, high: int) -> Bound:
        """A field for a rule that is a whole number from `low` to `high`."""
        return self.rule(name, line(name, words), str, lambda text: values.whole(text, low, high))
