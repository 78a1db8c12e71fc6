"""The contract of the database layer, kept on every engine."""
