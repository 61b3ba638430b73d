"""All about an event, or about an article, as a face for everybody shows it."""

from collections.abc import Iterable
from dataclasses import replace

from khabar.export.withholding.protecting import Curtain, Secrets
from khabar.model.documents import Article
from khabar.model.events import Statement
from khabar.record.looking.showing import ArticleShowing, Near, Showing


def protect_showing(curtain: Curtain, showing: Showing) -> Showing:
    """The same without what is not for everybody.

    Each article is read by itself, so that its words lie where they lie on its own page.
    """
    secrets = Secrets()
    for article in showing.articles:
        secrets = secrets.join(curtain.learn(article))
    secrets = secrets.join(curtain.learn_places(one.claim for one in showing.statements))
    whole = showing.whole
    return replace(
        showing,
        event=curtain.protect(showing.event, secrets),
        statements=_protect_statements(curtain, showing.statements, showing.articles),
        articles=tuple(curtain.protect(article) for article in showing.articles),
        links=tuple(curtain.protect(link, secrets) for link in showing.links),
        decisions=tuple(curtain.protect(decision, secrets) for decision in showing.decisions),
        whole=None if whole is None else curtain.protect(whole, secrets),
        parts=tuple(curtain.protect(part, secrets) for part in showing.parts),
        near=tuple(
            Near(
                event=curtain.protect(near.event, secrets),
                links=tuple(curtain.protect(link, secrets) for link in near.links),
            )
            for near in showing.near
        ),
    )


def protect_article_showing(curtain: Curtain, showing: ArticleShowing) -> ArticleShowing:
    """The same without what is not for everybody."""
    secrets = curtain.learn(showing.article)
    statements = (Statement(claim=claim, telling=showing.telling) for claim in showing.claims)
    shown = curtain.protect_claims(showing.article, statements, Secrets())
    events = tuple(curtain.protect(event, secrets) for event in showing.events)
    main = showing.main
    return replace(
        showing,
        article=curtain.protect(showing.article),
        telling=curtain.protect(showing.telling, secrets),
        claims=tuple(one.claim for one in shown),
        events=events,
        main=None if main is None else events[showing.events.index(main)],
    )


def _protect_statements(
    curtain: Curtain, statements: Iterable[Statement], articles: Iterable[Article]
) -> tuple[Statement, ...]:
    told = tuple(statements)
    shown: dict[str, Statement] = {}
    for article in articles:
        own = (one for one in told if one.telling.article == article.id)
        for one in curtain.protect_claims(article, own, Secrets()):
            shown[one.claim.id] = one
    return tuple(shown[one.claim.id] for one in told)
