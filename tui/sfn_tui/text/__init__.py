"""Text in terminal cells: widths, wrapping, styled pieces, near names, lines that differ."""
