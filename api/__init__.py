"""Outlay: a self-hosted expense tracker. The service behind the REST API and the browser app."""

__version__ = "0.1.0"
