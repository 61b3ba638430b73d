"""A pool of mentions in memory: what a record would keep, in no order that anybody promised."""

from collections import defaultdict

from khabar.reconcile.comparing.candidates import find_keys
from khabar.reconcile.comparing.forest import Bond
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.linking.rounds import relink, resettle


class Memory:
    """Mentions with their keys, links and events."""

    def __init__(self):
        self.mentions = {}
        self.decisions = []
        self.keys = defaultdict(set)
        self.stored = {}
        self.events_of = {}

    def find(self, keys):
        return [
            self.mentions[claim] for claim in {one for key in keys for one in self.keys.get(key, ())}
        ]

    def links(self, claims):
        wanted = set(claims)
        return [
            Bond(*pair, link.score) for pair, link in self.stored.items() if not wanted.isdisjoint(pair)
        ]

    def events(self, claims):
        held = {self.events_of[claim] for claim in claims}
        return [[self.mentions[claim] for claim in event] for event in held]

    def fetch(self, claims):
        return [self.mentions[claim] for claim in claims if claim in self.mentions]

    def judgements(self, claims):
        named = [one for one in self.decisions if not {*one.claims, *one.others}.isdisjoint(claims)]
        return Judgements(named)

    def add(self, mentions, gone=()):
        """Takes up mentions as a record does, and what goes, with what follows from them."""
        self.follow(relink(mentions, gone, Leaving(self, gone)), mentions, gone)

    def decide(self, decision):
        """Follows what a person decided."""
        self.decisions.append(decision)
        claims = {*decision.claims, *decision.others}
        self.follow(resettle(self.fetch(claims), self))

    def follow(self, change, mentions=(), gone=()):
        for claim in gone:
            for key in find_keys(self.mentions[claim]):
                self.keys[key].discard(claim)
            del self.mentions[claim]
            del self.events_of[claim]
        self.stored = {pair: link for pair, link in self.stored.items() if set(pair).isdisjoint(gone)}
        for mention in mentions:
            self.mentions[mention.claim] = mention
            for key in find_keys(mention):
                self.keys[key].add(mention.claim)
        for pair in change.dropped:
            del self.stored[pair]
        self.stored.update({(link.left, link.right): link for link in change.links})
        for cluster in change.clusters:
            self.events_of.update(dict.fromkeys(cluster, cluster))

    def partition(self):
        return tuple(sorted(set(self.events_of.values())))


class Leaving(Memory):
    """The same before some claims go: they are no candidates any more."""

    def __init__(self, memory, gone):
        self.__dict__.update(vars(memory))
        self.gone = frozenset(gone)

    def find(self, keys):
        return [mention for mention in super().find(keys) if mention.claim not in self.gone]

    def fetch(self, claims):
        return super().fetch(claim for claim in claims if claim not in self.gone)
