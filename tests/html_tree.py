"""HTML read strictly, and MathML read back as a line of text."""

import functools
import html
import re

VOID = {"meta", "input", "br", "wbr"}
_ATTRIBUTE = r'\s+([^\s"=<>/]+)(?:=("[^"]*"|[^\s"=<>]+))?'
_RAW = re.compile(r"(?s)(<(style|script)>)(.*?)(?=</\2>)")


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
        found, waiting = [], self.nodes[::-1]
        while waiting:
            found.append(waiting.pop())
            waiting += found[-1].nodes[::-1]
        return found

    @property
    def text(self):
        """What can be read of it, formulas in one line."""
        return " ".join("".join(_read(one) for one in self.inside).split())


def tree_of(text):
    """The elements of a text. It fails where one is not closed or two have the same id."""
    path, names = [whole := Node("")], []
    data, *pieces = _RAW.sub(_escaped, text.removeprefix("<!DOCTYPE html>")).split("<")
    whole.inside.append(data)
    for piece in pieces:
        opening, end, data = piece.partition(">")
        tag, attributes, is_closed = _tag(opening)
        assert end, f"<{opening} has no end"
        if tag.startswith("/"):
            assert path.pop().tag == tag[1:], f"<{tag}> closes something else"
        else:
            path[-1].inside.append(node := Node(tag, attributes))
            names += [node.attributes["id"]] if "id" in node.attributes else []
            path += [] if is_closed or tag in VOID else [node]
        if data:
            path[-1].inside.append(html.unescape(data))
    assert path == [whole], f"<{path[-1].tag}> is not closed"
    assert len({*names}) == len(names)
    return whole


def _escaped(raw):
    """A script or a style sheet like any other text."""
    return f"{raw[1]}{html.escape(raw[3])}"


@functools.cache
def _tag(text):
    """The name of a tag, its attributes, and whether it has nothing in it."""
    found = re.fullmatch(rf"(/?[a-zA-Z]\w*)((?:{_ATTRIBUTE})*)(/?)", text)
    assert found, f"<{text}> is no tag"
    attributes = [
        (name.lower(), html.unescape(value.strip('"')) if value else None)
        for name, value in re.findall(_ATTRIBUTE, found[2])
    ]
    return found[1].lower(), attributes, bool(found[5])


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
