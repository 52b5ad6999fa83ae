"""The tables of a contest file, by subject; `db.models.every` registers all of them.

Nothing is imported here: two threads that load the window's pages and its checks at once, one a module of this package
and one the package, would each wait for the other, which Python ends with an error.
"""
