"""HTML read strictly, and MathML read back as a line of text."""

import functools
import html.parser
import re

VOID = {"meta", "input", "br", "wbr"}


class Node:
    """An element: its tag, its attributes, and the elements and texts in it."""

    def __init__(self, tag, attributes=()):
        self.tag, self.attributes, self.inside = tag, dict(attributes), []
        assert len(self.attributes) == len(attributes), f"{tag}: an attribute stands twice"

    @property
    def nodes(self):
        return [one for one in self.inside if isinstance(one, Node)]

    def every(self, tag=None, **attributes):
        """All elements in it, at any depth, of that tag and with these attributes."""
        has = {name.replace("_", "-"): value for name, value in attributes.items()}.items()
        for node in self._inner:
            if tag in (None, node.tag) and has <= node.attributes.items():
                yield node

    @functools.cached_property
    def _inner(self):
        """Every element in it, at any depth, in the order of the text."""
        return [one for node in self.nodes for one in (node, *node._inner)]

    @property
    def text(self):
        """What can be read of it, formulas in one line."""
        return " ".join("".join(_read(one) for one in self.inside).split())


class _Parser(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.path = [Node("")]

    def handle_starttag(self, tag, attributes):
        node = Node(tag, attributes)
        self.path[-1].inside.append(node)
        if tag not in VOID:
            self.path.append(node)

    def handle_endtag(self, tag):
        assert self.path.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        self.path[-1].inside.append(data)


def tree_of(text):
    """The elements of a text. It fails where one is not closed or two have the same id."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    (whole,) = parser.path
    names = [node.attributes["id"] for node in whole.every() if "id" in node.attributes]
    assert len({*names}) == len(names)
    return whole


def _read(node):
    if isinstance(node, str):
        return node
    if node.tag in ("style", "script"):
        return ""
    if node.tag in ("mo", "mspace"):
        return _sign(node) if node.tag == "mo" else " "
    is_made = node.tag in _MADE or node.tag in ("math", "mrow")
    # Spaces between the elements of a formula mean nothing.
    parts = [*map(_read, node.nodes if is_made else node.inside)]
    read = _MADE.get(node.tag)
    return read(*parts) if read else "".join(parts).replace("𝕀", "I")


def _sign(node):
    (text,) = node.inside
    if text in "+−=←>" and node.attributes.get("form") != "prefix":
        return f" {text} "
    return {",": ", ", "′": "'"}.get(text, text)


def _power(base, power):
    if power == "'":
        return f"{base}'"
    is_bare = base != "e" or re.fullmatch(r"[^\W\d]", power)
    return f"{base}^{power}" if is_bare else f"{base}^({power.strip()})"


def _fraction(above, below):
    if re.search("[+−·/]", _outside(below)):
        below = f"({below})"
    return f"({above})/{below}" if re.search(" [+−] ", _outside(above)) else f"{above}/{below}"


def _outside(text):
    """A formula without what stands in brackets."""
    while text != (text := re.sub(r"[(\[][^()[\]]*[)\]]", "", text)):
        pass
    return text


_MADE = {
    "msub": "{}_{}".format,
    "msup": _power,
    "msubsup": "{}_{}^{}".format,
    "mfrac": _fraction,
    "mover": lambda base, _: {"y": "ŷ", "Y": "Ŷ"}[base],
}
