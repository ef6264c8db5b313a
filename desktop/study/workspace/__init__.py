"""Views of one comparison of coders: each a sentence, a table, a picture, and the passages behind it."""
