"""The second opinion: scores, places and awards worked out once more, by another way of reckoning.

Nothing here is shared with the engine of `app.domain.aggregate`, `lean`, `ranking` and `awards` but the frozen values
both are given: the contest, its schemes and the marks. Where the engine adds fractions, this adds whole numbers of one
unit chosen beforehand so small that nothing ever falls between (`ground`); where the engine sorts, this counts for
every entry how many are better (`place`); where the engine hands awards out from the top, this asks for every entry how
many stand before it (`prize`). Two mistakes would have to be made twice, in two ways, to agree.
"""
