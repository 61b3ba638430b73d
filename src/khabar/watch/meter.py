"""What Prometheus is told about a watch."""

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, start_http_server

from khabar.record.watching.watched import Backlog, Health


class Meter:
    """The counts of one watch; those of a source bear its name."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._rounds = self._count("source_rounds", "Rounds of a source by how they ended", "outcome")
        self._good = self._gauge(
            "source_last_success_timestamp_seconds", "When a source last answered well"
        )
        self._failures = self._gauge("source_failures_in_a_row", "Failures since a source answered well")
        self._articles = self._count("articles", "New articles of a source")
        self._claims = self._count("claims", "Claims in the new articles of a source")
        self._pages = self._count("pages", "Pages of a source by what became of them", "outcome")
        self._waiting = self._gauge(
            "addresses_waiting", "Addresses of a source that are still to be read"
        )
        self._notices = Counter("khabar_notices", "Notices by rule", ["rule"], registry=self.registry)
        self._unsent = Gauge(
            "khabar_notices_waiting", "Notices that are still to be sent", registry=self.registry
        )

    def serve(self, host: str, port: int) -> int:
        """Answers under `/metrics` from now on; the port, which the system chooses where it is 0.

        Raises OSError where that port cannot be had.
        """
        server, _ = start_http_server(port, host, registry=self.registry)
        return int(server.server_port)

    def show(self, health: Health) -> None:
        """Takes over how a source is doing."""
        self._failures.labels(health.name).set(health.failures)
        if health.good_at:
            self._good.labels(health.name).set(health.good_at.timestamp())

    def count_round(self, health: Health, *, is_good: bool) -> None:
        """One more round of a source."""
        self._rounds.labels(health.name, "good" if is_good else "failed").inc()
        self.show(health)

    def count_page(self, source: str, outcome: str) -> None:
        """One more page of a source."""
        self._pages.labels(source, outcome).inc()

    def count_article(self, source: str, claims: int) -> None:
        """One more article of a source, with so many claims."""
        self._articles.labels(source).inc()
        self._claims.labels(source).inc(claims)

    def show_backlog(self, source: str, backlog: Backlog) -> None:
        """Takes over what is still to be read of a source."""
        self._waiting.labels(source).set(backlog.waiting)

    def count_notices(self, rule: str, many: int) -> None:
        """So many notices more of a rule."""
        self._notices.labels(rule).inc(many)

    def show_unsent(self, many: int) -> None:
        """Takes over how many notices are still to be sent."""
        self._unsent.set(many)

    def _count(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"khabar_{name}", told, ["source", *labels], registry=self.registry)

    def _gauge(self, name: str, told: str) -> Gauge:
        return Gauge(f"khabar_{name}", told, ["source"], registry=self.registry)
