"""Named questions and named writes, a file per subject. They take a `Reading` or `Writing`; frozen values come out."""
