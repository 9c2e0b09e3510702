"""How far one word is from another: letters put in, left out, mistaken, or two of them swapped."""


def is_near(word: str, other: str, most: int) -> bool:
    """Whether it is worth while to count: each slip changes two letters of the alphabet at most."""
    return len(set(word) ^ set(other)) <= 2 * most


def slips(word: str, other: str) -> int:
    """The number of slips that make one word of the other.

    Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964;
    as optimal string alignment, where nothing is edited twice.
    """
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        line = [row]
        for column, its in enumerate(other, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != its))
            is_swap = row > 1 < column and (letter, word[row - 2]) == (other[column - 2], its)
            line.append(min(cost, before[column - 2] + 1) if is_swap else cost)
        before, above = above, line
    return above[-1]
