"""Identity providers that are not ours: pysaml2's own in this process, SimpleSAMLphp beside it."""
