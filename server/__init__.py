"""Porchlight: real-time online peer support. docs/architecture.md says how it fits together."""
