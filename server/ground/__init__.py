"""What everything stands on: wire types, schema, database, bus, sealing, settings, the embedded Postgres."""
