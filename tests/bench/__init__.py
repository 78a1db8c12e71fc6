"""How fast the API answers, beside a route that does nothing and beside the plain way: `make bench`."""
