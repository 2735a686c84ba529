"""The HTTP doors: the API, the pages, health."""
