"""Responses that are forged, bent, shown twice or meant for somebody else let nobody in."""

import re
import zlib
from base64 import b64encode

import pytest
from django.test import Client
from saml2 import saml
from saml2.config import IdPConfig
from saml2.sigver import security_context

from tests.factories.saml import make_saml_provider
from tests.saml.browser import reasons
from tests.saml.provider import Provider, decoded, encoded

ASSERTION = re.compile(r"<ns1:Assertion .*</ns1:Assertion>", re.DOTALL)
SIGNATURE = re.compile(r"<ns2:Signature .*?</ns2:Signature>", re.DOTALL)
MEMBER, ALUM = "member@uni.example", "alum@uni.example"


def refused(browser, response, reason, client=None):
    """Nobody is let in by it, and one line says why."""
    answer = browser.come_back(response, client=client)

    assert answer.status_code == 403
    assert not browser.may_play
    assert len(reasons()) == 1
    assert re.fullmatch(reason, reasons()[0])
    assert reasons()[0] not in answer.content.decode()


# --- bent after it was signed --------------------------------------------------------------------


def assertion_of(xml):
    return ASSERTION.search(xml)[0]


def in_place_of_assertion(xml, text):
    return ASSERTION.sub(lambda _found: text, xml)


def forged(assertion):
    """What a forger would like it to say, under an ID of its own and signed by nobody."""
    unsigned = SIGNATURE.sub("", assertion).replace(MEMBER, ALUM)
    return re.sub(r' ID="[^"]*"', ' ID="forged"', unsigned, count=1)


def with_the_forged_first(xml):
    return in_place_of_assertion(xml, forged(assertion_of(xml)) + assertion_of(xml))


def with_the_forged_last(xml):
    return in_place_of_assertion(xml, assertion_of(xml) + forged(assertion_of(xml)))


def with_the_signed_in_an_extension(xml):
    hidden = f"<ns0:Extensions>{assertion_of(xml)}</ns0:Extensions><ns0:Status>"
    return in_place_of_assertion(xml, forged(assertion_of(xml))).replace("<ns0:Status>", hidden)


def with_the_signed_in_the_signature(xml):
    """Signed by its signature, whose Object holds what was signed."""
    whole = assertion_of(xml)
    signature = SIGNATURE.search(whole)[0]
    held = f"<ns2:Object>{SIGNATURE.sub('', whole)}</ns2:Object></ns2:Signature>"
    around = forged(whole).replace(
        "<ns1:Subject>", signature.replace("</ns2:Signature>", held) + "<ns1:Subject>"
    )
    return in_place_of_assertion(xml, around)


def with_the_signed_as_advice(xml):
    advice = f"<ns1:Advice>{assertion_of(xml)}</ns1:Advice><ns1:AuthnStatement "
    around = forged(assertion_of(xml)).replace("<ns1:AuthnStatement ", advice)
    return in_place_of_assertion(xml, around)


def with_the_signed_in_another_response(xml):
    outer = re.sub(r'<ns0:Response (.*?) ID="[^"]*"', r'<ns0:Response \1 ID="outer"', xml, count=1)
    whole = xml.partition("?>")[2].strip()
    return in_place_of_assertion(outer, forged(assertion_of(xml)) + whole)


def with_a_signature_of_another_algorithm(name):
    more = "http://www.w3.org/2001/04/xmldsig-more#"
    return lambda xml: xml.replace(f"{more}rsa-sha256", name)


def with_a_document_type(declared, used=MEMBER):
    def bent(xml):
        declaration, _end, rest = xml.partition("?>")
        return f"{declaration}?><!DOCTYPE x [{declared}]>{rest.replace(MEMBER, used)}"

    return bent


BENT = {
    "another affiliation": (lambda xml: xml.replace(MEMBER, ALUM), "signature"),
    "another name": (lambda xml: xml.replace("_a-transient-name", "another"), "signature"),
    "a later end": (
        lambda xml: re.sub(r'NotOnOrAfter="2\d{3}', 'NotOnOrAfter="2999', xml),
        "signature",
    ),
    "no signature": (lambda xml: SIGNATURE.sub("", xml), "signature"),
    "an empty signature": (
        lambda xml: re.sub(r"(<ns2:SignatureValue>).*?(</)", r"\1\2", xml, flags=re.DOTALL),
        "signature",
    ),
    "another digest": (
        lambda xml: re.sub(r"(<ns2:DigestValue>)....", r"\1AAAA", xml),
        "signature",
    ),
    "a signature for the whole document": (
        lambda xml: re.sub(r'(<ns2:Reference URI=)"[^"]*"', r'\1""', xml),
        "signature",
    ),
    "a signature for nothing": (
        lambda xml: re.sub(r"<ns2:Reference .*?</ns2:Reference>", "", xml, flags=re.DOTALL),
        "unsolicited",  # pysaml2 lets go of all of it
    ),
    "a secret for a key": (
        with_a_signature_of_another_algorithm("http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"),
        "weak-algorithm",
    ),
    "SHA-1 for a digest": (
        with_a_signature_of_another_algorithm("http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
        "weak-algorithm",
    ),
    "the forged before the signed": (with_the_forged_first, "not-one-assertion"),
    "the forged after the signed": (with_the_forged_last, "not-one-assertion"),
    "the signed in an extension": (with_the_signed_in_an_extension, "not-one-assertion"),
    "the signed in the signature": (with_the_signed_in_the_signature, "not-one-assertion"),
    "the signed as advice": (with_the_signed_as_advice, "not-one-assertion"),
    "the signed in another response": (with_the_signed_in_another_response, "not-one-assertion"),
    "the same assertion twice": (
        lambda xml: in_place_of_assertion(xml, assertion_of(xml) * 2),
        "not-one-assertion",
    ),
    "no assertion": (lambda xml: in_place_of_assertion(xml, ""), "not-one-assertion"),
    "an ID twice": (
        lambda xml: re.sub(
            r'ID="[^"]*"',
            f'ID="{re.search("<ns1:Assertion.*?ID=.(.*?)[^-a-zA-Z0-9]", xml)[1]}"',
            xml,
            count=1,
        ),
        "an-id-twice",
    ),
    "not encrypted where it says so": (
        lambda xml: in_place_of_assertion(
            xml, f"<ns1:EncryptedAssertion>{forged(assertion_of(xml))}</ns1:EncryptedAssertion>"
        ),
        "not-valid.*",
    ),
    "a comment that splits a value": (
        lambda xml: xml.replace("member@uni.example", "member@uni.example<!-- -->"),
        "doctype-or-comment",
    ),
    "a comment that splits a name": (
        lambda xml: xml.replace("transient-name", "transient<!---->-name"),
        "doctype-or-comment",
    ),
    "CDATA": (
        lambda xml: xml.replace(MEMBER, f"<![CDATA[{MEMBER}]]>"),
        "doctype-or-comment",
    ),
    "an instruction": (lambda xml: xml.replace(MEMBER, f"{MEMBER}<?a b?>"), "doctype-or-comment"),
    "a DOCTYPE": (with_a_document_type(""), "doctype-or-comment"),
    "an entity": (with_a_document_type(f'<!ENTITY a "{MEMBER}">', "&a;"), "doctype-or-comment"),
    "an entity that is a file": (
        with_a_document_type('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
        "doctype-or-comment",
    ),
    "entities that explode": (
        with_a_document_type('<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">', "&b;"),
        "doctype-or-comment",
    ),
    "an entity of nobody": (lambda xml: xml.replace(MEMBER, "&nobody;"), "not-xml"),
    "no XML": (lambda xml: xml[:-20], "not-xml"),
    "a failure beside the assertion": (
        lambda xml: xml.replace("status:Success", "status:Responder"),
        "provider-said-no",
    ),
    "another message": (
        lambda xml: xml.replace("ns0:Response", "ns0:ArtifactResponse"),
        "no-response",
    ),
    "an answer to another request": (
        lambda xml: re.sub(r'InResponseTo="[^"]*"', 'InResponseTo="id-other"', xml, count=1),
        "unsolicited",
    ),
    "an answer to no request": (
        lambda xml: re.sub(r'InResponseTo="[^"]*"', "", xml, count=1),
        "unsolicited",
    ),
    "another destination": (
        lambda xml: re.sub(r'Destination="[^"]*"', 'Destination="http://other/"', xml),
        "destination",
    ),
    "no destination": (lambda xml: re.sub(r'Destination="[^"]*"', "", xml), "destination"),
}


@pytest.mark.parametrize("what", BENT)
def test_a_bent_response_lets_nobody_in(browser, what):
    bend, reason = BENT[what]
    true = decoded(browser.answer())
    bent = bend(true)

    assert bent != true
    refused(browser, encoded(bent), reason)


@pytest.mark.parametrize(
    ("posted", "reason"),
    [
        ("", "not-xml"),
        ("not base64!", "not-base64"),
        ("A" * 400_000, "too-long"),
        (b64encode(b"\xff\xfe<\x00").decode(), "not-base64"),
        (b64encode(zlib.compress(b"<a/>" * 100)).decode(), "not-base64"),
        (encoded("<a/>"), "no-response"),
    ],
)
def test_what_is_no_response_is_refused(browser, posted, reason):
    browser.leave()

    refused(browser, posted, reason)


def test_a_response_that_lies_about_its_encoding_is_read_as_utf_8(browser):
    """Else what verifies and what reads could read two texts."""
    true = decoded(browser.answer()).partition("?>")[2]

    browser.come_back(encoded('<?xml version="1.0" encoding="UTF-7"?>' + true))

    assert browser.may_play


# --- signed, and not true or not for us ----------------------------------------------------------


def signed(xml, key):
    """The response with its assertion signed anew, by xmlsec1 as the provider would."""
    config = IdPConfig().load({"entityid": "x", "key_file": str(key), "service": {"idp": {}}})
    xml = re.sub(r"(<ns2:X509Certificate>).*?(</)", r"\1\2", xml, flags=re.DOTALL)
    name = re.search(r'<ns1:Assertion [^>]*ID="([^"]*)"', xml)[1]
    kind = f"{saml.NAMESPACE}:Assertion"
    return security_context(config).sign_statement(xml, kind, key_file=str(key), node_id=name)


def inside(pattern, text):
    """A change within the assertion."""
    return lambda xml: in_place_of_assertion(xml, re.sub(pattern, text, assertion_of(xml)))


SAID = {
    "for another service": (
        inside("<ns1:Audience>.*?<", "<ns1:Audience>https://other.example<"),
        "not-valid.*|audience",
    ),
    "for anybody": (
        inside("<ns1:AudienceRestriction>.*</ns1:AudienceRestriction>", ""),
        "audience",
    ),
    "for us and not for us": (
        inside(
            "</ns1:AudienceRestriction>",
            "</ns1:AudienceRestriction><ns1:AudienceRestriction><ns1:Audience>https://o.example"
            "</ns1:Audience></ns1:AudienceRestriction>",
        ),
        "audience",
    ),
    "without conditions": (inside("<ns1:Conditions.*</ns1:Conditions>", ""), "audience"),
    "to another address": (inside(' Recipient="[^"]*"', ' Recipient="http://o/"'), "recipient"),
    "to no address": (inside(' Recipient="[^"]*"', ""), "recipient|not-valid.*"),
    "to our name": (
        inside(' Recipient="[^"]*"', ' Recipient="http://testserver/saml2/metadata/"'),
        "recipient",
    ),
    "an hour ago": (
        inside(' NotOnOrAfter="[^"]*"', ' NotOnOrAfter="2026-01-01T00:00:00Z"'),
        "not-valid.*",
    ),
    "of days to come": (
        inside(' NotBefore="[^"]*"', ' NotBefore="2999-01-01T00:00:00Z"'),
        "not-valid.*",
    ),
    "without an end": (
        inside('(ConfirmationData) NotOnOrAfter="[^"]*"', r"\1"),
        "unsolicited|not-valid.*",
    ),
    "of a session that is over": (
        inside(
            "<ns1:AuthnStatement ",
            '<ns1:AuthnStatement SessionNotOnOrAfter="2026-01-01T00:00:00Z" ',
        ),
        "not-valid.*",
    ),
    "of another provider": (
        inside("(<ns1:Issuer[^>]*>)[^<]*", r"\1https://idp.other.example/saml"),
        "issuer|signature|not-valid.*",
    ),
    "to another request": (inside('InResponseTo="[^"]*"', 'InResponseTo="id-o"'), "unsolicited"),
    "by who holds a key": (inside("cm:bearer", "cm:holder-of-key"), "recipient|not-valid.*"),
    "by somebody's word": (inside("cm:bearer", "cm:sender-vouches"), "recipient"),
    "without a sign-on": (
        inside("<ns1:AuthnStatement.*</ns1:AuthnStatement>", ""),
        "not-valid.*",
    ),
    "until the end of time": (
        inside(' NotOnOrAfter="[^"]*"', ' NotOnOrAfter="9999-12-31T23:59:59Z"'),
        "not-valid.*",
    ),
    "in another version": (inside('Version="2.0"', 'Version="1.1"'), "version"),
}


@pytest.mark.parametrize("what", SAID)
def test_a_signed_assertion_that_is_not_for_this_moment_lets_nobody_in(browser, idp_key, what):
    bend, reason = SAID[what]
    true = decoded(browser.answer())
    bent = bend(true)

    assert bent != true
    refused(browser, encoded(signed(bent, idp_key)), reason)


def test_signing_anew_is_what_a_provider_does(browser, idp_key):
    """The refusals above are for what was changed."""
    browser.come_back(encoded(signed(decoded(browser.answer()), idp_key)))

    assert browser.may_play


def test_another_key_signs_for_nobody(browser, another_key):
    refused(browser, encoded(signed(decoded(browser.answer()), another_key)), "signature")


def test_an_unsigned_assertion_is_not_made_true_by_encrypting_it(browser):
    refused(browser, browser.answer(encrypt_assertion=True, sign_assertion=False), "signature")


def test_a_signed_response_does_not_make_an_unsigned_assertion_true(browser):
    response = browser.answer(sign_response=True, sign_assertion=False)

    refused(browser, response, "signature")


def test_another_universitys_provider_cannot_answer(browser, another_key):
    """Though it is one of ours and signs with its own key: it was not asked."""
    other = Provider(another_key, "https://idp.uni.example/other", scope="uni.example")
    make_saml_provider(other.metadata)
    response = other.answer(browser.leave(), browser.library)

    refused(browser, response, "issuer|signature|not-valid.*")


# --- shown twice, or by somebody else ------------------------------------------------------------


def test_a_response_counts_once_whatever_the_browser(browser):
    """Also after a restart, and on another worker: it is the database that knows."""
    response = browser.answer()
    cookie = browser.client.cookies["saml_requests"].value
    browser.come_back(response)
    thief = Client()
    thief.cookies["saml_requests"] = cookie

    answer = browser.come_back(response, client=thief)

    assert answer.status_code == 403
    assert "library_visit" not in answer.cookies
    assert reasons() == ["replayed"]


def test_the_same_browser_cannot_show_it_again(browser):
    response = browser.answer()
    browser.come_back(response)

    assert browser.come_back(response).status_code == 403
    assert reasons() == ["unsolicited"]


def test_a_response_of_another_browser_is_not_taken(browser):
    response = browser.answer()
    stranger = Client()

    refused_there = browser.come_back(response, client=stranger)

    assert refused_there.status_code == 403
    assert "library_visit" not in refused_there.cookies
    assert reasons() == ["unsolicited"]


@pytest.mark.parametrize("cookie", ["", "x", "WyJhIl0:1xVUDY:elDbQsWawceQW56Qu48aII", "\x00", "[]"])
def test_a_cookie_that_is_not_ours_says_nothing(browser, cookie):
    response = browser.answer()
    browser.client.cookies["saml_requests"] = cookie

    refused(browser, response, "unsolicited")
