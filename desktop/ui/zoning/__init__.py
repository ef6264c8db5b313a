"""The lead's look at one article: its zones, its comments, what is known of it."""
