"""khabar's article text for the set `article_extraction`: one prediction a row."""

import gzip
import hashlib
from pathlib import Path

from khabar.errors import InputError
from khabar.model.documents import Hints, Page
from khabar.pages import read_page
from khabar.settings import Settings


def predict(row: dict[str, str], base: Path) -> dict[str, str]:
    """The text that khabar keeps of a row's page; empty where it finds no report.

    `base` is the folder that the row's `html` path is relative to.
    """
    content = gzip.decompress((base / row["html"]).read_bytes())
    page = Page(
        source=row["html"],
        content=content,
        content_type="text/html",
        sha256=hashlib.sha256(content).hexdigest(),
    )
    try:
        article = read_page(page, Hints(url=row["url"]), Settings())
    except InputError:
        return {"id": row["id"], "text": ""}
    return {"id": row["id"], "text": article.text}
