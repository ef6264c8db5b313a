"""What the window asks and reports."""
