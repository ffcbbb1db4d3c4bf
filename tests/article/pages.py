"""Articles and pages written by us: three invented articles in a dozen layouts, with what is the article of each.

The layouts are what news sites put around their articles; names, places and events are invented.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    title: str
    author: str
    outlet: str
    published: str
    day: str
    paragraphs: tuple[str, ...]
    caption: str
    others: tuple[str, ...]

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


FISH = Story(
    "Ministers meet on the coast to save the herring pact",
    "Ann Lee",
    "The Harbour Post",
    "2024-05-02",
    "2 May 2024",
    (
        "BERGEN, May 2 - Fisheries ministers of Norway and Iceland met in Bergen on Thursday to rescue a pact that "
        "sets how much herring each may catch.",
        "“We are closer than at any time this year,” said Kari Lunde, the Norwegian minister, after six hours of "
        "talks. “Nobody wants empty nets.”",
        "Her Icelandic counterpart, Jon Arnason, told reporters that his government would not sign before the "
        "scientists had spoken.",
        "Arnason accused Norwegian trawlers of fishing too close to the line. Lunde denied it.",
        "According to the Institute of Northern Waters, the stock has fallen by a third since the pact was signed.",
        "“If they go on like this, there will be nothing left to share,” warned Marit Dahl, who leads the institute.",
        "The two delegations plan to meet again in Reykjavik in June, a spokesman said.",
        "Fishermen outside the hall were less patient. “They talk and we pay,” said Odd Berge, who owns two boats.",
    ),
    "Trawlers in the harbour of Bergen. Photo: Per Vik/Coast Pictures",
    (
        "Mayor says the bridge will open late, blames Swedish supplier",
        "Minister accuses Russia of jamming ships' signals",
        "Finland's premier says strike is over",
        "Poll: Danes think winter will be harder, survey says",
    ),
)
DAM = Story(
    "Dam talks stall as Ruvania rejects the timetable",
    "Samir Haddad",
    "Delta Chronicle",
    "2023-11-18",
    "November 18, 2023",
    (
        "Negotiators from Egypt and Ethiopia left Nairobi on Saturday without a deal on the filling of a new dam.",
        "“A timetable that ends in a drought is no timetable,” said Leila Mansour, who heads the Egyptian delegation.",
        "Ethiopia's envoy, Bekele Tadesse, said that his country had offered more than any other state would.",
        "“We have shown our data. They have shown us the door,” Tadesse told journalists at the airport.",
        "Kenya, which hosts the talks, asked both sides to come back in January. The foreign ministry said in a "
        "statement that it was disappointed.",
        "Mansour said Egypt would take the matter to the United Nations if nothing changed by the spring.",
        "Analysts doubt it. “Cairo has said so four times,” said Ruth Odhiambo of the River Policy Centre.",
        "Sudan, whose fields lie between the two, was not at the table. Its government criticised both neighbours.",
    ),
    "The unfinished dam seen from the air (File)",
    (
        "Opposition leader says vote was stolen",
        "China praises new port, calls it a gateway",
        "Striking teachers reject offer, accuse minister of lying",
        "France denies that its troops will stay",
    ),
)
COURT = Story(
    "Court orders Tolland to pay for the spill",
    "Nora Quist",
    "Morning Ledger",
    "2022-09-07",
    "7 September 2022",
    (
        "A court in The Hague ordered the shipping company Tolland on Wednesday to pay for an oil spill off Portugal.",
        "“The company knew that the tanker was not fit to sail,” the judge, Helena Prins, said in her ruling.",
        "Tolland said it would appeal. Its lawyer, Mark Dyer, called the judgment “a gift to those who never sail”.",
        "Portugal's environment minister, Rui Matos, welcomed the ruling and thanked the fishermen who had sued.",
        "“They were told for eight years that they had no case,” Matos said. “Today they have one.”",
        "The spill closed beaches for two summers. The regional government estimates the damage at 400 million euros.",
        "Spain, whose coast was hit later, has not decided whether it will sue, a government spokeswoman said.",
        "Greenwater, a campaign group, urged the European Union to ban ships with a single hull.",
    ),
    "Cleaning the beach of Peniche, 2014. (Lusitania Images)",
    (
        "Bank says prices will fall",
        "Prime minister thanks Norway for gas",
        "Senator warns of winter without heating",
        "Germany says it will not pay",
    ),
)
STORIES = (FISH, DAM, COURT)

Layout = Callable[[Story], str]


def _p(story: Story) -> str:
    return "\n".join(f"<p>{html.escape(p)}</p>" for p in story.paragraphs)


def _others(story: Story, tag: str = "h3") -> str:
    return "".join(f'<li><a href="/{n}"><{tag}>{html.escape(o)}</{tag}></a></li>' for n, o in enumerate(story.others))


def _page(story: Story, body: str, head: str = "") -> str:
    title = f"{story.title} | {story.outlet}"
    head = f'<head><meta charset="utf-8"><title>{title}</title>{head}</head>'
    return f'<!DOCTYPE html><html lang="en">{head}<body>{body}</body></html>'


def _graph(story: Story) -> str:
    return (
        f'<meta property="og:title" content="{story.title}"><meta property="og:site_name" content="{story.outlet}">'
        f'<meta property="article:published_time" content="{story.published}T08:00:00+00:00">'
        f'<meta name="author" content="{story.author}">'
    )


def _linked_data(story: Story) -> str:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Some network of sites"},
            {
                "@type": ["NewsArticle"],
                "headline": story.title,
                "datePublished": f"{story.published}T08:00:00Z",
                "dateModified": "2025-01-01T08:00:00Z",
                "author": [{"@type": "Person", "name": story.author}],
                "publisher": {"@type": "Organization", "name": story.outlet},
                "inLanguage": "en-GB",
            },
        ],
    }
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


NAV = (
    "<nav><ul>"
    + "".join(f'<li><a href="/{x}">{x}</a></li>' for x in ["Home", "World", "Politics", "Sport", "Weather"])
    + "</ul></nav>"
)
FOOT = (
    "<footer><p>© All rights reserved. The publisher said that no part may be copied.</p>"
    "<a>Contact us</a><a>Privacy</a><a>Terms of use</a></footer>"
)
COOKIES = (
    '<div id="cookie-banner" class="cookie-consent"><p>We and our 214 partners use cookies. The vendor says it needs '
    "your consent.</p><button>Accept all</button><button>Reject</button></div>"
)
LETTER = (
    '<div class="newsletter-signup"><h3>Morning briefing</h3><p>Sign up for our newsletter, the editor says it is '
    'worth it.</p><form><input type="email"><button>Subscribe</button></form></div>'
)
SHARE = '<ul class="share-tools"><li><a>Facebook</a></li><li><a>Twitter</a></li><li><a>Email</a></li></ul>'
COMMENTS = (
    '<section id="comments" class="comments"><h3>Comments (2)</h3><div class="comment"><p>My neighbour says that '
    'it is all a lie.</p></div><div class="comment"><p>“Never trust them,” said my father.</p></div></section>'
)


def plain_article(story: Story) -> str:
    body = f"{NAV}<main><article><h1>{story.title}</h1><p>By {story.author}</p>{_p(story)}</article></main>{FOOT}"
    return _page(story, body, _graph(story))


def linked_data(story: Story) -> str:
    figure = f"<figure><img><figcaption>{story.caption}</figcaption></figure>"
    body = (
        f"{NAV}<div class='story'><h1>{story.title}</h1>{figure}<div class='story-body'>{_p(story)}</div></div>{FOOT}"
    )
    return _page(story, body, _linked_data(story))


def cookies_and_letter(story: Story) -> str:
    half = len(story.paragraphs) // 2
    paragraphs = [f"<p>{html.escape(p)}</p>" for p in story.paragraphs]
    inner = "".join(paragraphs[:half]) + LETTER + "".join(paragraphs[half:])
    return _page(story, f"{COOKIES}{NAV}<article><h1>{story.title}</h1>{SHARE}{inner}</article>{FOOT}", _graph(story))


def related_inside(story: Story) -> str:
    half = len(story.paragraphs) // 2
    paragraphs = [f"<p>{html.escape(p)}</p>" for p in story.paragraphs]
    box = f'<aside class="related"><h2>Related stories</h2><ul>{_others(story)}</ul></aside>'
    inner = "".join(paragraphs[:half]) + box + "".join(paragraphs[half:])
    return _page(story, f"{NAV}<article><h1>{story.title}</h1>{inner}</article>{FOOT}", _graph(story))


def comments_below(story: Story) -> str:
    body = f"{NAV}<article><h1>{story.title}</h1>{_p(story)}</article>{COMMENTS}{FOOT}"
    return _page(story, body, _linked_data(story))


def most_read(story: Story) -> str:
    column = f'<div class="sidebar most-read"><h2>Most read</h2><ol>{_others(story, "span")}</ol></div>'
    body = f"<header>{NAV}</header><div id='content'><h1>{story.title}</h1>{_p(story)}</div>{column}{FOOT}"
    return _page(story, body, _graph(story))


def divisions_only(story: Story) -> str:
    inner = "".join(f'<div class="css-1x2y3z">{html.escape(p)}</div>' for p in story.paragraphs)
    inner = f'<h1>{story.title}</h1><div class="a4">{inner}</div>'
    body = f'<div class="a1"><div class="a2">{NAV}</div><div class="a3">{inner}</div></div>{FOOT}'
    return _page(story, body)


def inline_everywhere(story: Story) -> str:
    """Links, emphasis and spans inside the sentences, as editors leave them."""

    def marked(text: str) -> str:
        words = html.escape(text).split(" ")
        for n in range(2, len(words), 5):
            words[n] = (f"<a href='/x'>{words[n]}</a>", f"<em>{words[n]}</em>", f"<span>{words[n]}</span>")[n % 3]
        return " ".join(words)

    inner = "".join(f"<p>{marked(p)}</p>" for p in story.paragraphs)
    return _page(story, f"{NAV}<article><h1>{story.title}</h1>{inner}</article>{FOOT}", _graph(story))


def entities(story: Story) -> str:
    inner = "".join(f"<p>{html.escape(p)}</p>" for p in story.paragraphs)
    for sign, name in (("“", "&ldquo;"), ("”", "&#8221;"), ("’", "&rsquo;"), (" - ", "&nbsp;- ")):
        inner = inner.replace(sign, name)
    return _page(story, f"<article><h1>{story.title}</h1>{inner}</article>{FOOT}", _graph(story))


def tables_of_old(story: Story) -> str:
    menu = "<td width=150><font size=1>" + "<br>".join(f"<a href=x>{o[:18]}</a>" for o in story.others) + "</font></td>"
    inner = "<br><br>".join(map(html.escape, story.paragraphs))
    body = (
        f"<table><tr>{menu}<td><h1>{story.title}</h1><font face=Arial>{inner}</font></td></tr></table><p>Copyright</p>"
    )
    return _page(story, body)


def next_story_below(story: Story) -> str:
    teasers = "".join(
        f'<div class="card"><h3><a>{o}</a></h3><p class="teaser">{o}. Officials said more would follow.</p></div>'
        for o in story.others
    )
    article = f"<section class='article-body'>{_p(story)}</section>"
    below = f"<section class='read-next'><h2>Read next</h2>{teasers}</section>"
    body = f"{NAV}<main><h1>{story.title}</h1>{article}{below}</main>{FOOT}"
    return _page(story, body, _linked_data(story))


def time_and_author(story: Story) -> str:
    head = (
        f'<div class="byline"><span class="author">By {story.author}</span><time datetime="{story.published}T06:30Z" '
        f'itemprop="datePublished">{story.day}</time></div>'
    )
    header = f"<header><h1>{story.title}</h1>{head}</header>"
    body = f"{NAV}<article>{header}<div itemprop='articleBody'>{_p(story)}</div></article>{FOOT}"
    return _page(story, body, f'<meta property="og:site_name" content="{story.outlet}">')


LAYOUTS: tuple[Layout, ...] = (
    plain_article, linked_data, cookies_and_letter, related_inside, comments_below, most_read, divisions_only,
    inline_everywhere, entities, tables_of_old, next_story_below, time_and_author,
)  # fmt: skip
