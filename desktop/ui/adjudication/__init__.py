"""Adjudication in the window: the queue, one disagreement in its text, and an answer by one key."""
