"""The project file: what is stored, and the promise that it stays stored."""
