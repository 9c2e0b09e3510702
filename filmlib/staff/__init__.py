"""How staff come in: guesses that are counted, devices that are known, codes that are asked for."""
