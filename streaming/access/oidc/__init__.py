"""OpenID Connect: the code flow with PKCE, for universities that have no SAML."""
