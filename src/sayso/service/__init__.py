"""The workflows that every front end calls: `reading` finds what articles say, `keeping` puts it into a ledger.

Nothing here prints, parses options or knows a protocol. Each workflow is a stream:
one outcome per article, as soon as it is known, so that memory stays flat however
long the input is, and a stop at any moment keeps what has been confirmed.
"""
