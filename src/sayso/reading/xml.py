"""Foreign XML to a tree: no entities of its own, no network, no endless nesting."""

from __future__ import annotations

from lxml import etree

from sayso.errors import InputError
from sayso.reading.tree import Element

_HINT = "Check in a browser that it is a feed, a sitemap or a list of feeds."


def parse_xml(body: bytes) -> Element:
    """The root of an XML document; what is broken is mended as far as that goes.

    Raises:
        InputError: ``unreadable``.

    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body.lstrip(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        message = "it is no XML"
        raise InputError(message, code="unreadable", hint=_HINT) from error
    if root is None:
        message = "it is no XML"
        raise InputError(message, code="unreadable", hint=_HINT)
    return root


def local_name(element: Element) -> str:
    """An element's name without its namespace, in lower case; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: Element, name: str) -> str | None:
    """The words of the first child of that name, whatever its namespace."""
    for child in element:
        if local_name(child) == name:
            return " ".join((child.text or "").split()) or None
    return None
