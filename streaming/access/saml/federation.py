"""A federation's list of its members, read one at a time: eduGAIN's has ten thousand, in 90 MB."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from streaming.access.saml.metadata import DS, MD, Provider, is_provider, provider_of

ENTITY = f"{MD}EntityDescriptor"
LISTS = {f"{MD}EntitiesDescriptor", ENTITY}
ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
SHA_2 = re.compile(r".*sha(256|384|512)")


class Aggregate:
    """The list in a file: its identity providers, and after those, whether all of it is signed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = ""
        self.signs_all_of_it = False
        self.left_out: list[str] = []

    def providers(self, *, at: datetime) -> Iterator[Provider]:
        """Each identity provider that can be used. Raises ValueError for what is no list of them.

        Constant memory: an entity is let go of as soon as the next one comes.
        """
        try:
            yield from self._providers(at)
        except DefusedXmlException as error:
            raise ValueError("Metadata with a DOCTYPE is not taken.") from error
        except ParseError as error:
            raise ValueError(f"This is not XML: {error}.") from error

    def _providers(self, at: datetime) -> Iterator[Provider]:
        above: list[Element] = []
        for event, element in iterparse(self.path, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                if not above:
                    self._begin(element)
                above.append(element)
                continue
            above.pop()
            if element.tag == f"{DS}Signature" and len(above) == 1:
                self.signs_all_of_it = _signs(element, above[0])
            if element.tag == ENTITY and is_provider(element):
                yield from self._usable(element, above, at=at)
            if above and above[-1].tag == f"{MD}EntitiesDescriptor":
                above[-1].remove(element)

    def _begin(self, root: Element) -> None:
        if root.tag not in LISTS:
            raise ValueError("This is no metadata of SAML 2.")
        self.name = root.get("Name", "")

    def _usable(self, entity: Element, above: list[Element], *, at: datetime) -> Iterator[Provider]:
        ends = [text for one in above if (text := one.get("validUntil"))]
        try:
            provider = provider_of(entity, *ends)
        except ValueError as error:
            self.left_out.append(f"{entity.get('entityID', '')}: {error}")
            return
        if provider.valid_until and provider.valid_until <= at:
            self.left_out.append(f"{provider.entity_id}: valid until {provider.valid_until}")
            return
        yield provider

    def is_signed_by(self, certificate: Path) -> bool:
        """Whether xmlsec1 finds all of the file signed by the certificate's key.

        Asked after `providers`, which saw that there is no DOCTYPE and what the signature covers.
        """
        program = shutil.which("xmlsec1")
        if program is None:
            raise ValueError("To verify a signature needs the program xmlsec1.")
        command = [program, "--verify", "--enabled-reference-uris", "empty,same-doc"]
        command += ["--enabled-key-data", "raw-x509-cert", "--pubkey-cert-pem", str(certificate)]
        command += ["--id-attr:ID", f"{MD.strip('{}')}:EntitiesDescriptor"]
        command += ["--id-attr:ID", f"{MD.strip('{}')}:EntityDescriptor"]
        command += ["--node-xpath", "/*/*[local-name()='Signature']", str(self.path)]
        done = subprocess.run(command, capture_output=True, timeout=600, check=False)
        return self.signs_all_of_it and done.returncode == 0


def _signs(signature: Element, root: Element) -> bool:
    """Whether a signature is for the whole of the root, by nothing that leaves parts of it out."""
    references = list(signature.iter(f"{DS}Reference"))
    transforms = {
        one.get("Algorithm", "").split("WithComments")[0]
        for one in signature.iter(f"{DS}Transform")
    }
    methods = [*signature.iter(f"{DS}SignatureMethod"), *signature.iter(f"{DS}DigestMethod")]
    return (
        [one.get("URI") for one in references] == [f"#{root.get('ID')}"]
        and transforms <= {ENVELOPED, EXCLUSIVE}
        and all(SHA_2.fullmatch(one.get("Algorithm", "")) for one in methods)
    )
