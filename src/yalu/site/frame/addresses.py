"""Where pages stand: what their heads say to search engines and other machines, and the frame that others show them in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from markupsafe import Markup

from yalu.site.drawings.stand_ins import StandIn
from yalu.site.frame.figure_page import FigurePage, Site

# Pages that nobody should find: frames repeat a figure, and the page of what is missing has no address of its own.
_UNLISTED = re.compile(r"embed/|404\.html$")
# What a frame 700 pixels wide, for which the height of a snippet is, gives its content.
FRAME_ROOM = 690
# Sets the height of a frame to what the frame says of itself; a number is all it takes, and only from that frame.
_LISTENER = (
    '<script>addEventListener("message",function(e){var h=e.data&&+e.data.yaluHeight;if(h>0)'
    'document.querySelectorAll("iframe[data-yalu]").forEach(function(f){if(f.contentWindow===e.source)f.height=Math.min(h,30000)})})</script>'
)


def base_of(text: str) -> str:
    """An address as the base of a site: with a slash at its end. Raises ValueError for what is no web address."""
    found = urlsplit(text)
    if found.scheme not in {"http", "https"} or not found.hostname:
        raise ValueError(
            "the address of a site begins with https:// and a host, for example https://example.org/yalu/"
        )
    if found.query or found.fragment or re.search(r"[\s\"'<>]", text):
        raise ValueError(
            "the address of a site ends with a folder, without ? and # and without spaces or quotes"
        )
    return text.rstrip("/") + "/"


def addressed(name: str, html: str, site: Site) -> str:
    """A page with its own address in its head; as it is where nobody said where the site will stand."""
    if not site.base:
        return html
    # A frame is a copy of its figure, and the first page has no file name to the world.
    public = re.sub(r"^embed/", "figures/", name).removesuffix("index.html")
    address = escape(site.base + public, {'"': "&quot;"})
    head = f'<link rel="canonical" href="{address}">\n<meta property="og:url" content="{address}">\n'
    return html.replace("</title>\n", f"</title>\n{head}", 1)


def crawled(names: Iterable[str], site: Site) -> dict[str, bytes]:
    """robots.txt, and the sitemap where the site knows its address."""
    robots = "User-agent: *\nAllow: /\n"
    if not site.base:
        return {"robots.txt": robots.encode()}
    listed = [name.removesuffix("index.html") for name in sorted(names) if not _UNLISTED.search(name)]
    urls = "\n".join(f"<url><loc>{escape(site.base + name)}</loc></url>" for name in listed)
    sitemap = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}\n</urlset>\n'
    )
    return {
        "robots.txt": f"{robots}Sitemap: {site.base}sitemap.xml\n".encode(),
        "sitemap.xml": sitemap.encode(),
    }


def snippet(page: FigurePage, drawn: StandIn | None, site: Site) -> str:
    """The HTML that shows a figure elsewhere. Without a base the address is that within the site."""
    frame = Markup(
        '<iframe data-yalu src="{}embed/{}.html?theme=light" title="{}" width="100%" height="{}" style="border:0" loading="lazy"></iframe>'
    ).format(site.base, page.slug, page.title, frame_height(page, drawn, site))
    return f"{frame}\n{_LISTENER}"


def frame_height(page: FigurePage, drawn: StandIn | None, site: Site) -> str:
    """Pixels that a frame of 700 needs for everything down to its sources and the folds under them.

    Words are measured by their letters, a little wide, since the reader's type is not known here.
    """
    lines = (
        (page.title, 11.5, 28), (page.subtitle, 7.6, 23), (" " * 4 * len(page.keys) + " ".join(key.words for key in page.keys), 7.9, 26),
        (f"{source_words(page)} {site.version} From Yalu, {site.title}", 7.1, 21),
    )  # fmt: skip
    words = sum(math.ceil(len(text.strip()) * letter / FRAME_ROOM) * height for text, letter, height in lines)
    more = words + 138
    return drawn.height(FRAME_ROOM, more) if drawn else str(more + min(352, 85 + 60 * len(page.rows)))


def source_words(page: FigurePage) -> str:
    """The line of sources as long as the page prints it."""
    spans = " ".join(f"{span.name}: {span.first} to {span.last} with gaps" for span in page.spans)
    return f"Observed {spans}. Sources: " + "; ".join(c.title or c.id for c in page.cited[:3]) + " and more"
