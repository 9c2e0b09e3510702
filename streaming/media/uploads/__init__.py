"""Files of several gigabytes, piece by piece over HTTP: tus 1.0 (https://tus.io/protocols).

Its core, with creation, expiration, termination and checksum. `begin`, `write` and `finish` in
`steps` are what a piece meets; `views` speaks the protocol, `header` reads what it says.
"""
