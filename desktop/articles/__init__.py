"""Text in: readers, canonical text, zones, comment threads, sentences, tokens."""
