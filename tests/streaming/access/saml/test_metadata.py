"""What a provider says of itself: read if it is plain and whole, refused with words if not."""

import pytest

from streaming.access.saml.metadata import Scope, provider_in


def test_it_is_read_and_cut_to_what_is_used(idp):
    text = idp.metadata.replace(
        "</ns0:EntityDescriptor>",
        '<ns0:ContactPerson contactType="technical"><ns0:EmailAddress>mailto:ann@uni.example'
        "</ns0:EmailAddress></ns0:ContactPerson></ns0:EntityDescriptor>",
    )

    provider = provider_in(text)

    assert (provider.entity_id, provider.name) == (idp.entity_id, "University of Example")
    assert provider.scopes == (Scope("uni.example"),)
    assert "ann@uni.example" in text
    assert "ann@uni.example" not in provider.xml
    assert provider_in(provider.xml) == provider


@pytest.mark.parametrize(
    ("bend", "words"),
    [
        (lambda text: "", "not XML"),
        (lambda text: text[:-9], "not XML"),
        (lambda text: f'<!DOCTYPE a [<!ENTITY b "c">]>{text}', "DOCTYPE"),
        (lambda text: text + " " * 500_001, "too long"),
        (lambda text: text.replace("IDPSSODescriptor", "SPSSODescriptor"), "no identity provider"),
        (lambda text: text.replace("HTTP-Redirect", "SOAP"), "HTTP-Redirect"),
        (lambda text: text.replace("https://idp.uni.example/sso", "javascript:1"), "Redirect"),
        (lambda text: text.replace("X509Certificate", "X509Nothing"), "certificate"),
        (lambda text: text.replace("https://idp.uni.example/saml", ""), "entity ID"),
        (lambda text: text.replace("entityID=", 'validUntil="soon" entityID='), "soon"),
    ],
)
def test_what_cannot_be_used_is_refused_with_words(idp, bend, words):
    with pytest.raises(ValueError, match=words):
        provider_in(bend(idp.metadata))
