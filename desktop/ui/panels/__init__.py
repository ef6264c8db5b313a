"""What stands beside, above and below the middle of the window."""
