"""In and out: labels as CSV, the data package."""
