"""The grades of students: OneRoster's words, which are those of CEDS, and a district's own grade levels."""

from dataclasses import dataclass, field

OF_CEDS = {
    "IT": "Infant/toddler",
    "PR": "Preschool",
    "PK": "Prekindergarten",
    "TK": "Transitional Kindergarten",
    "KG": "Kindergarten",
    **{f"{number:02}": f"Grade {number}" for number in range(1, 14)},
    "PS": "Postsecondary",
    "UG": "Ungraded",
    "Other": "Other",
}
"""The names of the grades that CEDS knows, by their codes, the youngest students first."""

_CEDS = {code.casefold(): code for code in OF_CEDS} | {"k": "KG"}

CODE_LENGTH = 20


def in_ceds(code: str) -> str:
    """How CEDS writes a grade: `06` for `6`, `KG` for `K`; what it does not know stays as it is."""
    return _CEDS.get(code.casefold()) or _CEDS.get(f"0{code}") or code


def named(code: str) -> tuple[str, int]:
    """What a grade level of this code is called, and its place; after all others if CEDS knows none."""
    codes = list(OF_CEDS)
    return (OF_CEDS[code], codes.index(code) + 1) if code in OF_CEDS else (code, len(codes) + 1)


@dataclass(slots=True)
class Grades:
    """The codes of a district's grade levels, and what of a grade is one of them.

    A grade is the level of that very code; else one that means the same grade of CEDS, or is the same in
    letters of either case: `06` is the level `6`.
    """

    codes: frozenset[str]
    _alike: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._alike = {_alike(code): code for code in sorted(self.codes, reverse=True)}

    def level_of(self, grade: str) -> str:
        """The code of the level that a grade is; from the first time on also of one that the district lacks:
        that is the one of CEDS, or the grade itself.
        """
        if grade in self.codes:
            return grade
        return self._alike.setdefault(_alike(grade), in_ceds(grade))


def _alike(code: str) -> str:
    return in_ceds(code).casefold()
