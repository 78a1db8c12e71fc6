"""Sample data: a made-up household, for a wallet to be looked at before one's own expenses are in it."""
