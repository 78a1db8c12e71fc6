"""What the tests run on: the databases they start, copy and throw away."""
