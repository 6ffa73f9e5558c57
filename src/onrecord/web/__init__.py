"""The ledger in a browser, and its API."""
