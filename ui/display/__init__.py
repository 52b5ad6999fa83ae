"""The public screen: a window of its own for a projector, that shows what everybody may see."""
