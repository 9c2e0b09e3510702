"""A federation's list, as a file of a known form, signed by xmlsec1 as federations sign theirs."""

import re
import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone

from streaming.models import FederationProvider, SamlProvider
from tests.commands import assert_refused, manage
from tests.factories.streaming import make_university
from tests.saml.provider import Provider, make_key

pytestmark = [pytest.mark.django_db, pytest.mark.programs]
MD = "urn:oasis:names:tc:SAML:2.0:metadata"
SIGNATURE = """<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>
<CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
<Reference URI="#list"><Transforms>
<Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
<Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></Transforms>
<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue/></Reference>
</SignedInfo><SignatureValue/></Signature>"""


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("federation")
    return {name: make_key(folder, name) for name in ("idp", "other", "federation")}


def entity(key, number, scope="uni.example"):
    idp = Provider(key, f"https://idp{number}.uni.example/saml", scope=scope)
    return re.sub(r"^<\?xml[^>]*>", "", idp.metadata)


@pytest.fixture
def write(tmp_path, keys):
    """Write a list of entities, signed by the federation's key."""

    def written(*entities, valid_for=timedelta(days=7)):
        until = (timezone.now() + valid_for).strftime("%Y-%m-%dT%H:%M:%SZ")
        head = f'<EntitiesDescriptor xmlns="{MD}" ID="list" validUntil="{until}">'
        template, path = tmp_path / "template.xml", tmp_path / "federation.xml"
        template.write_text(f"{head}{SIGNATURE}{''.join(entities)}</EntitiesDescriptor>")
        command = ["xmlsec1", "--sign", "--privkey-pem", str(keys["federation"])]
        command += ["--id-attr:ID", f"{MD}:EntitiesDescriptor", "--output", str(path)]
        subprocess.run([*command, str(template)], check=True, capture_output=True)
        return path

    return written


def load(path, *more):
    return manage("load_federation", str(path), "--name", "Example Federation", *more)


def in_use(entity_id):
    """A university that chose its provider from the list."""
    listed = FederationProvider.objects.get(entity_id=entity_id)
    provider = SamlProvider(university=make_university(), listed=listed)
    provider.full_clean()
    provider.save()
    return provider


def test_a_signed_list_is_kept_and_can_be_chosen_from(write, keys):
    path = write(entity(keys["idp"], 1), entity(keys["idp"], 2))

    outcome = load(path, "--certificate", str(keys["federation"]))

    assert outcome.out == "Example Federation: 2 identity providers\n"
    provider = in_use("https://idp1.uni.example/saml")
    assert provider.entity_id == "https://idp1.uni.example/saml"
    assert provider.valid_until > timezone.now()


def test_the_same_list_twice_changes_nothing(write, keys):
    path = write(entity(keys["idp"], 1))
    load(path)
    provider = in_use("https://idp1.uni.example/saml")

    load(path)

    provider.refresh_from_db()
    assert provider.revision == 1


def test_what_changed_is_renewed_and_what_is_gone_is_shut(write, keys):
    load(write(entity(keys["idp"], 1), entity(keys["idp"], 2)))
    changed = in_use("https://idp1.uni.example/saml")
    gone = in_use("https://idp2.uni.example/saml")

    outcome = load(write(entity(keys["idp"], 1, scope="new.example")))

    changed.refresh_from_db()
    gone.refresh_from_db()
    assert "new.example" in changed.metadata
    assert (changed.revision, changed.is_active) == (2, True)
    assert (gone.is_active, gone.listed) == (False, None)
    assert "is listed no longer" in outcome.out


def test_a_provider_that_cannot_be_used_is_left_out_and_named(write, keys):
    broken = entity(keys["idp"], 2).replace("HTTP-Redirect", "SOAP")

    outcome = load(write(entity(keys["idp"], 1), broken))

    assert "left out\thttps://idp2.uni.example/saml" in outcome.out
    assert FederationProvider.objects.count() == 1


def altered(path):
    path.write_text(path.read_text().replace("uni.example</", "evil.example</"))


def added_beside_what_is_signed(path):
    """The signed list within a list of somebody else's."""
    signed = path.read_text().partition("?>")[2]
    path.write_text(f'<EntitiesDescriptor xmlns="{MD}" ID="outer">{signed}</EntitiesDescriptor>')


def without_signature(path):
    path.write_text(re.sub("<Signature.*</Signature>", "", path.read_text(), flags=re.DOTALL))


def with_a_document_type(path):
    text = path.read_text().partition("?>")[2]
    path.write_text(f'<!DOCTYPE a [<!ENTITY b "c">]>{text}')


@pytest.mark.parametrize(
    "bend", [altered, added_beside_what_is_signed, without_signature, with_a_document_type]
)
def test_a_list_that_is_not_signed_as_a_whole_changes_nothing(write, keys, bend):
    path = write(entity(keys["idp"], 1))
    bend(path)

    assert_refused(load(path, "--certificate", str(keys["federation"])))
    assert not FederationProvider.objects.exists()


def test_a_list_that_another_key_signed_changes_nothing(write, keys):
    assert_refused(load(write(entity(keys["idp"], 1)), "--certificate", str(keys["other"])))
    assert not FederationProvider.objects.exists()


def test_a_list_that_is_no_longer_valid_changes_nothing(write, keys):
    assert_refused(load(write(entity(keys["idp"], 1), valid_for=timedelta(days=-1))))


@pytest.mark.parametrize("text", ["", "<a/>", f'<EntitiesDescriptor xmlns="{MD}"/>'])
def test_what_is_no_list_is_refused(tmp_path, text):
    path = tmp_path / "list.xml"
    path.write_text(text)

    assert_refused(load(path))
    assert_refused(load(tmp_path / "nowhere.xml"))
