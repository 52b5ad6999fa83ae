"""The rules of a contest as pure values and functions: standard library only; no files, no clock, no dice.

How a result comes about, and who does it:

- `definition.read_definition(document) -> Contest`, `write_definition(contest) -> dict`: values in `contest`, `scheme`.
- `marks.parse_mark(text, aspect) -> Mark`, `show_mark`, `possible_prefix`, `one_digit_complete`, `mark_token`.
- `aggregate.score_entry(trade, EntryMarks) -> EntryScore`; `score_round`, `score_aspect` for a part of it.
- `ranking.rank_trade(trade, scores, extra, rulings) -> tuple[Ranking, ...]`, one list per group.
- `awards.assign_awards(trade, ranking, decisions) -> Awards`; `delegations.rank_delegations(rule, rankings, awards)`.
- `explain.explain(trade, placing) -> tuple[Line, ...]`; `standings.standings_document(trade, ranking, awards) -> dict`.
- `blind.draw(candidates, stations, seed, letter, …) -> tuple[Drawn, ...]`, `blind.read_code(text)`;
  `recheck.draw_sample(rule, best_first, seed) -> Sample`; both throw the repeatable `dice.Dice`.
- `marks_table.MarksTables(contest)`: `add(rows, source)` any number of times, then `finish()`.

Marks as keyed are integers of thousandths, computed scores are `Fraction`; no float anywhere.
"""
