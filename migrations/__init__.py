"""The history of the schema, one file per step; `api.db.migrating` runs them."""
