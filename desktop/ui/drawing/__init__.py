"""Pictures of figures, drawn by the program: one style on screen, on paper and in the report."""
