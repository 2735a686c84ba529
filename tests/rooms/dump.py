"""All that a database holds, as text: what tests look through for what should be gone."""

from sqlalchemy import LargeBinary

from server.ground import schema
from tests.people import Place


async def everything(place: Place) -> dict[str, str]:
    """By table, each row as text. What is sealed is in it as hexadecimal digits."""
    return {
        table.name: "\n".join(row[0] for row in await place.sql(f"select t::text from {table.name} t"))
        for table in schema.metadata.sorted_tables
    }


async def tables_with(place: Place, *words: str) -> set[str]:
    """The tables in which one of these words is, in any case of its letters, as it is or in hexadecimal digits."""
    sought = [form.lower() for word in words for form in (word, word.encode().hex())]
    found = await everything(place)
    return {name for name, rows in found.items() if any(form in rows.lower() for form in sought)}


def sealed_columns() -> list[str]:
    return [
        f"{table.name}.{column.name}"
        for table in schema.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    ]
