"""The same small article as other programs would hand it over: HTML, entities, Markdown, mojibake, wrapped, divided."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable

ARTICLES = {
    "a strait": (
        "Prime Minister Ana Ruiz accused Russia on Monday of closing the strait. “We will not accept it,” she "
        "said, “and neither will Japan.”\n\n"
        "Opposition leader Tom Okello called the speech “empty” in an interview in Nairobi."
    ),
    "an ambassador": (
        "The government of Denmark said on Monday that it would recall its ambassador from Sweden after the attack "
        "on the library in Malmö. “We have asked for a report,” Foreign Minister Karen Dam told parliament.\n\n"
        "Sweden’s ambassador, Nils Åkerman, said that Denmark was wrong."
    ),
    "a budget": (
        "Germany’s budget is “a joke”, said Finance Minister Ursula Brandt. She told reporters in Berlin: “We "
        "won’t pay for France.”\n\n"
        "The French president, Émile Caron, praised Brandt — but warned that Paris couldn’t wait."
    ),
    "a bank": (
        "The central bank of Norway expects prices to fall, Governor Lise Dahl said on Tuesday. “It’s time to "
        "act,” she added. “Nobody else will.”\n\n"
        "Economist Per Håkon Lie of AT&T doubted that: “They’ve said so for years.”"
    ),
    "a border": (
        "Kenya condemned the raid by Ethiopia on Friday. “Our soldiers were attacked on our soil,” Defence "
        "Minister Grace Wanjiru said.\n\n"
        "Ethiopia denied it. “There was no raid,” said army spokesman Dawit Bekele, who spoke to journalists in "
        "Addis Ababa."
    ),
    "a court": (
        "Lawyer José Núñez said on Thursday that his client would appeal. “The judge ignored half of the "
        "evidence,” he said outside the court in Lima.\n\n"
        "Prosecutor Rosa Quispe said the verdict was fair, and thanked the police of Peru for their work."
    ),
    "a strike": (
        "Pilots will strike on Sunday, union leader Mike Torrance said. “The company has lied to us,” he told the "
        "crowd in Glasgow.\n\n"
        "The airline’s chief executive, Helen Voss, called Torrance “reckless” and said that most flights would "
        "go."
    ),
    "a summit": (
        "“Climate change won’t wait for Brazil or India,” UN envoy Mary Osei said at the summit in Geneva.\n\n"
        "Brazil’s delegate João Pereira replied that rich countries had promised money and paid little. “Where is "
        "it?” he asked."
    ),
    "a match": (
        "Coach Dieter Lang criticised the referee after the defeat in Vienna. “He was blind,” Lang said. “I have "
        "never seen anything like it.”\n\n"
        "Referee Paul Novak said he had seen the foul and would decide the same way again."
    ),
    "a factory": (
        "The factory in Poland will close in June, director Ewa Nowak announced on Wednesday. “We had no choice,” "
        "she said.\n\n"
        "Mayor Jan Zieliński said Nowak had promised to stay. “It is a betrayal of this town,” he said."
    ),
    "a hospital": (
        "Doctors in Ghana are exhausted, according to nurse Abena Mensah. “We sleep four hours,” she said.\n\n"
        "Health Minister Kofi Boateng thanked the nurses and said that Canada would send two teams."
    ),
    "a bridge": (
        "Engineer Sofia Marini had warned the ministry twice. “Nobody in Rome listened,” she said on Saturday.\n\n"
        "Transport Minister Luca Ferri said that Italy would inspect every bridge. He blamed “years of neglect” on "
        "his predecessor, Anna Conti."
    ),
}


def as_html(text: str) -> str:
    """Paragraphs with links, emphasis, attributes, a picture and a comment."""
    link = r'<a href="https://a.example/?q=1&amp;r=2" title="x > y">\1</a>'
    given = html.escape(text, quote=False).split("\n\n")
    marked = [re.sub(r"([A-Z]\w+ [A-Z]\w+)", link, paragraph, count=1) for paragraph in given]
    marked[0] = re.sub(r"\bon (\w+day)\b", r"on <b>\1</b>", marked[0])
    body = "</p>\n<!-- advert -->\n<p class='b'>".join(marked)
    program = '<script>var s = "<p>He said no.</p>";</script>'
    return f'<div id="a">{program}<p>{body}</p><img src="x.png" alt="She said no."></div>'


def as_wrapped_html(text: str) -> str:
    """HTML whose source is wrapped and indented."""
    return "\n".join(textwrap.fill(line, 60, subsequent_indent="    ") for line in as_html(text).split("\n"))


def with_entities(text: str) -> str:
    """All that is not ASCII, and quotation marks, as entities."""
    names = {"“": "&ldquo;", "”": "&rdquo;", "’": "&#8217;", "—": "&mdash;", "é": "&eacute;"}
    signs = (
        names.get(sign) or (f"&#x{ord(sign):X};" if ord(sign) > 127 else sign)
        for sign in html.escape(text, quote=False)
    )
    return "".join(signs).replace(" ", "&nbsp;", 3)


def with_escaped_entities(text: str) -> str:
    """The same, escaped once more."""
    return with_entities(text).replace("&", "&amp;")


def as_markdown(text: str) -> str:
    """A link, emphasis and a mark of a reference in every paragraph."""
    linked = (
        re.sub(r"([A-Z]\w+ [A-Z]\w+)", r"[**\1**](https://a.example/x_(y))", p, count=1) for p in text.split("\n\n")
    )
    return "\n\n".join(re.sub(r"\bon (\w+day)\b", r"on _\1_", p) + f"[{n}]" for n, p in enumerate(linked, 1))


def as_quotation(text: str) -> str:
    """Every line with the mark of a quotation before it, wrapped as mails are."""
    return "\n>\n".join(textwrap.fill(p, 66, initial_indent="> ", subsequent_indent="> ") for p in text.split("\n\n"))


def misread(codec: str, times: int = 1) -> Callable[[str], str]:
    """UTF-8 that was decoded as another encoding; what that leaves out becomes a control."""

    def change(text: str) -> str:
        for _ in range(times):
            text = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())
        return text

    return change


def wrapped(width: int, gap: str = "\n\n") -> Callable[[str], str]:
    """Paragraphs broken at a width."""

    def change(text: str) -> str:
        broken = (textwrap.fill(p, width, break_long_words=False, break_on_hyphens=False) for p in text.split("\n\n"))
        return gap.join(broken)

    return change


def divided(text: str) -> str:
    """Wrapped as print is, with long words divided at the ends of lines."""
    paragraphs = []
    for paragraph in text.split("\n\n"):
        lines, line = [], ""
        for word in paragraph.split(" "):
            room = 56 - len(line) - 2
            if line and len(word) > room:
                if word.isalpha() and word.islower() and len(word) >= 7 and room >= 3:
                    lines.append(f"{line} {word[:3]}-")
                    line = word[3:]
                else:
                    lines.append(line)
                    line = word
            else:
                line = f"{line} {word}".strip()
        paragraphs.append("\n".join([*lines, line]))
    return "\n\n".join(paragraphs)


def with_hidden_signs(text: str) -> str:
    """Soft hyphens, zero-width spaces, no-break spaces and ligatures."""
    text = re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad", text, count=40)
    return text.replace(" the ", "\u00a0the\u200b ").replace("fi", "\ufb01").replace("fl", "\ufb02")


FORMS: dict[str, Callable[[str], str]] = {
    "HTML": as_html,
    "wrapped HTML": as_wrapped_html,
    "entities": with_entities,
    "escaped entities": with_escaped_entities,
    "escaped HTML": lambda text: html.escape(as_html(text), quote=False),
    "Markdown": as_markdown,
    "a quoted mail": as_quotation,
    "Windows-1252": misread("cp1252"),
    "Latin-1": misread("latin-1"),
    "Windows-1252 twice": misread("cp1252", 2),
    "wrapped at 72": wrapped(72),
    "wrapped at 50, Windows line ends": lambda text: wrapped(50)(text).replace("\n", "\r\n"),
    "double-spaced": lambda text: wrapped(64, "\n\n\n")(text).replace("\n", "\n\n").replace("\n" * 6, "\n" * 4),
    "divided words": divided,
    "hidden signs": with_hidden_signs,
}

SIGNS = "ab .,“”\"' \t\n\r\u00a0\u2028\u200b\u0085\u00ad\x0b🔥é<>&;[]()*_`#|-\\\ufffd\ufb01e\u0301"
# fmt: off
PIECES = [
    *SIGNS,
    "<p>", "</p>", "<b>", "</b>", "<br>", '<a href="x">', "</a>", "<!--", "-->", "<script>a=1;</script>",
    "<td>", "<q>", "<pre>", "&quot;", "&amp;quot;", "&lt;", "&lt;p&gt;", "&lt;/p&gt;", "&nbsp;", "&#8217;",
    "â€œ", "â€", "Ã©", "Â ", "Ã¢â‚¬Å“", "\\u201c", "\\n", "=E2=80=9D", "=20", "**", "__", "[x](http://a.example)",
    "![", "](", "[1]", "[[", "]]",
    "# ", "> ", "\n\n", "-\n", "|--|", "| ", "```\n", "govern-\nment", "\r\n", "ＡＢ", "said. ",
    "“No,” Ann said.\n", "China.We are", "\n" + "many words " * 5,
]
# fmt: on
"""What arbitrary mixtures of pasted text are made of."""
