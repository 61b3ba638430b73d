"""What sites ask of robots, kept in a record from one run to the next."""

from datetime import UTC, datetime

from khabar.model.retrievals import KeptRules
from khabar.record.site_rules import find_rules, keep_rules
from khabar.record.store import Record


class RuleShelf:
    """The rules that a record keeps; safe to be used by many threads at once."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def find(self, site: str) -> KeptRules | None:
        """The rules of a site that hold still, None where they have to be asked for.

        Raises RecordError.
        """
        with self._record.reading() as connection:
            return find_rules(connection, site, datetime.now(UTC))

    def keep(self, site: str, rules: KeptRules) -> None:
        """Keeps the rules of a site. Raises RecordError."""
        with self._record.writing() as connection:
            keep_rules(connection, site, rules, datetime.now(UTC))
