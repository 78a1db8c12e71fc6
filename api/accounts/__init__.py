"""Accounts: what joins a person, their sign-in and the wallet they own.

This feature stands above `users`, `auth`, `wallets` and `categories`, because a registration makes
something of each in one unit of work.
"""
