"""The score grid: one sheet on screen, keyed without the mouse, painted by itself."""
