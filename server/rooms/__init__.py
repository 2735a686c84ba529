"""Rooms: sending, the log, members, conversations, and what moderators change in them."""
