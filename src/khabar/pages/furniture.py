"""What on a page is not the report: by the names of elements and by the words themselves.

Both formats ask here. Every rule gives a `Reason`; `REASONS` is the closed list of them.
"""

import enum
import re


class Reason(enum.StrEnum):
    """Why words of a page are not part of the report."""

    NAVIGATION = "navigation"
    RELATED = "related"
    ADVERTISEMENT = "advertisement"
    COPYRIGHT = "copyright"
    COMMENT_FORM = "comment_form"
    COMMENTS = "comments"
    BYLINE = "byline"
    CREDIT = "credit"
    TITLE = "title"
    PUBLICATION_DATE = "publication_date"
    CAPTION = "caption"
    SHARE_BUTTONS = "share_buttons"
    SUBSCRIPTION = "subscription"
    COOKIE_NOTICE = "cookie_notice"
    REPEATED = "repeated"
    EMBEDDED = "embedded"
    HIDDEN = "hidden"
    TAGS = "tags"
    CONTACT = "contact"
    TRAILER = "trailer"
    OUTSIDE = "outside"


REASONS: tuple[Reason, ...] = tuple(Reason)

_FIRM_TAGS = {
    "nav": Reason.NAVIGATION,
    "menu": Reason.NAVIGATION,
    "button": Reason.NAVIGATION,
    "select": Reason.NAVIGATION,
    "textarea": Reason.COMMENT_FORM,
    "figcaption": Reason.CAPTION,
    "noscript": Reason.EMBEDDED,
    "object": Reason.EMBEDDED,
    "video": Reason.EMBEDDED,
    "audio": Reason.EMBEDDED,
    "canvas": Reason.EMBEDDED,
    "dialog": Reason.HIDDEN,
}
_GUESSED_TAGS = {
    "footer": Reason.NAVIGATION,
    "aside": Reason.RELATED,
    "form": Reason.NAVIGATION,
    "figure": Reason.CAPTION,
}
_ROLES = {
    "navigation": Reason.NAVIGATION,
    "banner": Reason.NAVIGATION,
    "contentinfo": Reason.NAVIGATION,
    "search": Reason.NAVIGATION,
    "complementary": Reason.RELATED,
    "dialog": Reason.HIDDEN,
    "menu": Reason.NAVIGATION,
}
# Whole words of a class or id, split at hyphens, underscores and camel case; the first match in this
# order wins: `comment-form` before `comment`, `share-author` is about sharing.
_CLASS_WORDS: tuple[tuple[Reason, str], ...] = (
    (
        Reason.HIDDEN,
        "hidden|sr only|screen reader|visuallyhidden|offscreen|modal|popup|overlay",
    ),
    (Reason.COOKIE_NOTICE, "cookies?|gdpr|consent"),
    (Reason.COMMENT_FORM, "comment form|respond|reply form"),
    (Reason.COMMENTS, "comments?|disqus|commentlist|livefyre|viafoura|coral"),
    (
        Reason.SHARE_BUTTONS,
        "shares?|sharing|sharedaddy|addthis|addtoany|socials?|sociable|follow us|follow|shareaholic",
    ),
    (
        Reason.SUBSCRIPTION,
        "newsletters?|subscribe|subscriptions?|signup|sign up|paywall|mailing list|register|donate",
    ),
    (
        Reason.ADVERTISEMENT,
        "ads?|adv|advert|adverts|advertisement|advertising|adsense|adslot|sponsor|sponsored|sponsors|dfp"
        "|promo|promos|promotion|commercial|outbrain|taboola|revcontent|affiliate|buy now",
    ),
    (
        Reason.RELATED,
        "related|relatedposts|jp relatedposts|recommended|recommendations?|recirc|recirculation"
        "|more stories|more from|more on|also like|you may like|read also|read more|readmore"
        "|see also|trending|popular|most read|latest|top stories|sidebar|rail|right col|widgets?"
        "|teasers?|headlines|next article|prev article|up next|interstitial|pullquote|inline story"
        "|further reading",
    ),
    (
        Reason.CAPTION,
        "captions?|wp caption|image credit|photo credit|gallery|slideshow|carousel|lightbox|figure"
        "|media info|imagecaption|image info|photo info|lead image",
    ),
    (
        Reason.TAGS,
        "tags|tag list|taglist|keywords|topics|tagcloud|categories|category list|post categories",
    ),
    (
        Reason.BYLINE,
        "byline|bylines|author|authors|author bio|author box|about author|contributors?|writer|vcard",
    ),
    (
        Reason.PUBLICATION_DATE,
        "date|timestamp|pubdate|publish date|published|dateline|updated|time stamp|post date|entry date",
    ),
    (Reason.COPYRIGHT, "copyright|legal|disclaimer"),
    (
        Reason.NAVIGATION,
        "nav|navbar|navigation|menus?|breadcrumbs?|pagination|pager|paging|toolbar|tool bar|footer"
        "|masthead|topbar|site header|page header|global header|skip link|skip|tools|jump|toc"
        "|table of contents|meta data|metadata|meta|search|login|ratings?|print|logo|kicker|eyebrow"
        "|section name|navlinks|footerlinks",
    ),
    (Reason.EMBEDDED, "player|video player|embed|infobox|factbox|poll|quiz|jwplayer|brightcove"),
)
_CLASS_REASONS = tuple(reason for reason, _ in _CLASS_WORDS)


def _index_phrases() -> dict[str, tuple[tuple[int, tuple[str, ...]], ...]]:
    """By their first word, all phrases of class words, each with its place in the order."""
    phrases: dict[str, tuple[tuple[int, tuple[str, ...]], ...]] = {}
    for rank, (_, words) in enumerate(_CLASS_WORDS):
        for phrase in words.split("|"):
            for form in {phrase.replace("s?", ""), phrase.replace("s?", "s")}:
                first, *_ = parts = tuple(form.split())
                phrases[first] = (*phrases.get(first, ()), (rank, parts))
    return phrases


_PHRASES = _index_phrases()
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HYPHENS = re.compile(r"[^A-Za-z0-9]+")


def read_class(names: str) -> Reason | None:
    """What class and id say an element is, or None where they say nothing.

    >>> read_class("story-body RelatedLinks").value
    'related'
    >>> read_class("download-area") is None
    True
    """
    words = tuple(split_class(names).split())
    ranks = [
        rank
        for at, word in enumerate(words)
        for rank, phrase in _PHRASES.get(word, ())
        if words[at : at + len(phrase)] == phrase
    ]
    return _CLASS_REASONS[min(ranks)] if ranks else None


def read_tag(tag: str, role: str | None) -> Reason | None:
    """The furniture that an element is by its tag or role, whatever its class says."""
    return _FIRM_TAGS.get(tag) or (_ROLES.get(role) if role else None)


def guess_tag(tag: str) -> Reason | None:
    """The furniture that an element mostly is by its tag; sites misuse these."""
    return _GUESSED_TAGS.get(tag)


def split_class(names: str) -> str:
    """The words of class and id in lower case with one space between: `postMeta` gives `post meta`."""
    return _HYPHENS.sub(" ", names if names.islower() else _CAMEL.sub(" ", names)).lower()
