"""The rules of a contest as pure values and functions: standard library only; no files, no clock, no dice."""
