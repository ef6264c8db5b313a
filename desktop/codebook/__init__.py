"""Markdown codebook in: labels, attributes, rules, rendering, differences between versions."""
