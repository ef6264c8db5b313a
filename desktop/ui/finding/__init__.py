"""Finding words: the bar over the article at hand, and the list of findings in the whole project."""
