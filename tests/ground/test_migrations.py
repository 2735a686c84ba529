"""Migrations: a migrated database is what schema.py says, and migrating again, or twice at once, changes nothing."""

import asyncio

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from server.ground import schema_care as schema_care  # its tables are part of the metadata
from server.ground import schema_quality as schema_quality
from server.ground import schema_rooms as schema_rooms
from server.ground import schema_shifts as schema_shifts
from server.ground.db import Database
from server.ground.postgres import EmbeddedPostgres
from server.ground.schema import metadata

CATALOGUE = {
    "columns": """select c.table_name, c.column_name, c.data_type, c.udt_name, c.is_nullable, c.column_default,
        c.is_identity from information_schema.columns c
        where table_schema = 'public' and table_name <> 'alembic_version' order by 1, 2""",
    "constraints": """select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'alembic_version' order by 1, 2""",
    "indexes": """select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'
        and tablename <> 'alembic_version' order by 1, 2""",
    "options": """select relname, reloptions::text from pg_class where relnamespace = 'public'::regnamespace
        and relkind = 'r' and relname <> 'alembic_version' order by 1""",
}


async def catalogue(dsn: str) -> dict[str, list[tuple[object, ...]]]:
    connection = await asyncpg.connect(dsn)
    found = {name: [tuple(row) for row in await connection.fetch(query)] for name, query in CATALOGUE.items()}
    await connection.close()
    return found


@pytest.fixture
async def empty(embedded: EmbeddedPostgres) -> str:
    connection = await asyncpg.connect(embedded.dsn)
    name = "empty_for_migrations"
    await connection.execute(f"drop database if exists {name} with (force)")
    await connection.execute(f"create database {name}")
    await connection.close()
    return embedded.dsn_for(name)


async def test_a_migrated_database_is_what_the_schema_says(database_url: str, empty: str) -> None:
    database = Database(empty)
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await database.close()
    migrated, made = await catalogue(database_url), await catalogue(empty)
    assert made["columns"]
    for part in CATALOGUE:
        assert migrated[part] == made[part]


async def test_alembic_itself_sees_nothing_to_do(database_url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    database = Database(database_url)
    async with database.engine.begin() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    before = await catalogue(database_url)
    database = Database(database_url)
    await database.migrate()
    await database.close()
    assert await catalogue(database_url) == before


async def test_two_instances_that_start_together_migrate_once(empty: str) -> None:
    databases = [Database(empty) for _ in range(2)]
    await asyncio.gather(*(database.migrate() for database in databases))
    for database in databases:
        await database.close()
    assert (await catalogue(empty))["columns"]
