"""A small sample corpus written for the project, and its sample codings."""
