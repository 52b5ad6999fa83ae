"""The signed files: bundles, receipts, trust lists, keys and QR tokens; the only home of cryptography.

Each module opens with its procedure as a list of rules. From bytes to meaning: `suite` (digest, sign, verify, seal) ·
`canonical` (one byte form) · `envelope` (signatures) · `archive` (container) · `manifest`, `datafiles`, `persons` (what
is stated) · `authority`, `history` (whether it may be, and what is known) · `verify` (the order of checks) · `build`.
Beside them `trustlist`, `receipt`, `keys`, `passwords`, `cose` and `certqr`, and `stick` for writing it all down.
"""
