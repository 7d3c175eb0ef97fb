"""The index's tables of records, as the types of records say what they hold."""

from danvan_cli.domain.record_types import RECORD_TYPES, RecordType


def record_tables() -> str:
    """Return the SQL that makes a table for each type of records; what is read of it often, schema.sql indexes."""
    return "".join(_table(record_type) for record_type in RECORD_TYPES.values() if record_type.columns)


def record_facts() -> str:
    """Return the SQL by which types of records fill in what is counted of them, beside what facts.sql does."""
    return "".join(record_type.facts for record_type in RECORD_TYPES.values())


def _table(record_type: RecordType) -> str:
    names = ", ".join(f"{name} TEXT" for name in record_type.named_by)
    columns = ", ".join(f"{column.name} {'INTEGER' if column.whole else 'TEXT'}" for column in record_type.columns)
    return f"CREATE TABLE {record_type.table} (file INTEGER PRIMARY KEY, {names}, year INTEGER, {columns});\n"
