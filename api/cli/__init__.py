"""The `outlay` command. Each file here is one of its sub-commands."""
