"""A SAML response as it arrives: opened, and refused for its shape before anything reads it.

What verifies a signature and what reads the signed parts are two programs, and most forgeries
live where they read one text in two ways. So only the plainest form is taken: UTF-8 without
DOCTYPE, comments or CDATA, one assertion in its one place, every ID once, SHA-2 signatures.
"""

import binascii
import re
from base64 import b64decode
from collections import Counter
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from streaming.reasons import Reasoned

LONGEST = 300_000  # characters of base64; a response with encrypted parts has 10,000 to 40,000
MOST_ELEMENTS = 2_000
PROTOCOL = "{urn:oasis:names:tc:SAML:2.0:protocol}"
ASSERTION = "{urn:oasis:names:tc:SAML:2.0:assertion}"
DS = "{http://www.w3.org/2000/09/xmldsig#}"
DECLARATION = re.compile(r"\A\s*<\?xml[^?>]*\?>")
MORE = "http://www.w3.org/2001/04/xmldsig-more#"
ENC = "http://www.w3.org/2001/04/xmlenc#"
SIGNATURES = {f"{MORE}{key}-sha{size}" for key in ("rsa", "ecdsa") for size in (256, 384, 512)}
DIGESTS = {f"{ENC}sha256", f"{MORE}sha384", f"{ENC}sha512"}


class Refused(Reasoned):
    """A response that proves nothing. The reason is a code, for the audit alone."""


def opened(encoded: str) -> str:
    """The XML of a posted `SAMLResponse`, without its declaration. Raises Refused."""
    if len(encoded) > LONGEST:
        raise Refused("too-long")
    try:
        text = b64decode("".join(encoded.split()), validate=True).decode()
    except (binascii.Error, ValueError) as error:  # of Unicode too
        raise Refused("not-base64") from error
    return DECLARATION.sub("", text, count=1)


def in_response_to(text: str) -> str:
    """The request that a response says it answers, by anybody's word yet. Raises Refused."""
    return parsed(text).get("InResponseTo", "")


def parsed(text: str) -> Element:
    """The root of a response of the plainest form, opened or decrypted. Raises Refused."""
    text = DECLARATION.sub("", text, count=1)
    if "<!" in text or "<?" in text:
        raise Refused("doctype-or-comment")
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Refused("not-xml") from error
    _refuse_other_shapes(root)
    return root


def _refuse_other_shapes(root: Element) -> None:
    elements = list(root.iter())
    if root.tag != f"{PROTOCOL}Response" or len(elements) > MOST_ELEMENTS:
        raise Refused("no-response")
    if _count_assertions(root) != 1 or len(_named(elements, "Assertion")) > 1:
        raise Refused("not-one-assertion")
    if _named(elements, "Response") != [root] or _named(elements, "Advice", "Object"):
        raise Refused("wrapped")
    ids = Counter(
        value for one in elements for name, value in one.items() if name.casefold() == "id"
    )
    if max(ids.values(), default=0) > 1:
        raise Refused("an-id-twice")
    _refuse_other_algorithms(root)


def _count_assertions(root: Element) -> int:
    """In its one place: under the response, or decrypted in there."""
    hidden = root.findall(f"{ASSERTION}EncryptedAssertion")
    plain = root.findall(f"{ASSERTION}Assertion")
    return len(hidden) + len(plain)


def _refuse_other_algorithms(root: Element) -> None:
    """How the key of an encrypted part was padded is no signature, and may say SHA-1."""
    signatures = {one.get("Algorithm", "") for one in root.iter(f"{DS}SignatureMethod")}
    digests = {
        one.get("Algorithm", "")
        for reference in root.iter(f"{DS}Reference")
        for one in reference.iter(f"{DS}DigestMethod")
    }
    if not (signatures <= SIGNATURES and digests <= DIGESTS):
        raise Refused("weak-algorithm")


def _named(elements: list[Element], *names: str) -> list[Element]:
    """By name alone, whatever the namespace: a forger chooses that."""
    return [one for one in elements if one.tag.rpartition("}")[2] in names]
