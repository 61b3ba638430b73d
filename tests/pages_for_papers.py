"""Pages of HTML and feeds that the reader of the tests can read (`papers`)."""

from books import RAID, page
from site_server import Reply

LONG = "word " * 40


def report(number=12, head="", **heads):
    """A page of HTML with one claim."""
    text = page(RAID.replace("12", str(number)), **{"publisher": f"Paper {number}", **heads})
    return Reply(f"<html><head>{head}</head><body>\n{text}\n</body></html>".encode())


def rss(*items):
    inner = "".join(items)
    return Reply(f"<rss version='2.0'><channel>{inner}</channel></rss>".encode(), headers={})


def item(address, text="", day="Tue, 31 May 1938 23:30:00 -0500"):
    link = f"<link>{address}</link>" if address else "<guid>tag:7</guid>"
    return f"<item>{link}<pubDate>{day}</pubDate><description><![CDATA[{text}]]></description></item>"
