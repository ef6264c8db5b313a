"""The reading desk: an article's text with its passages, and the keys and panels that code it."""
