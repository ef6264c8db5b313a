"""The verbs: import, mark, finish, agreement of a project."""
