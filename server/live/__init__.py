"""The live doors: the socket, the feed that reads logs, the hub that writes to everyone."""
