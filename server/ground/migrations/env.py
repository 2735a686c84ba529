"""How Alembic runs our migrations: on a connection it is handed, never from an ini file."""

from alembic import context

from server.ground.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
