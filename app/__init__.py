"""匠评 Jiangping: judging workers' skill contests where they are held. Name and version only."""

NAME = "匠评"
EXECUTABLE = "jiangping"
VERSION = "0.1.0"
