"""The layout designer: a certificate's page in millimetres, moved, sized and dressed element by element."""
