"""Names for invented people: drawn from two lists, no two people alike."""

from collections.abc import Iterator
from random import Random


def _names(said: str) -> tuple[str, ...]:
    return tuple(said.split())


GIVEN = _names(
    """
    Abeni Adrian Aiko Alma Amir Anouk Arlo Asha Aurora Basil Beatriz Bo Calla Camilo Chidi Clara Dalia
    Davi Dmitri Edda Eitan Elio Elodie Emeka Enzo Esme Farah Felix Fiadh Freya Gael Gideon Greta Hana
    Hugo Ida Idris Imani Ines Isko Ivo Jaya Jonas Juno Kaia Kamal Keira Kenji Laila Leif Lena Linh Lior
    Lupe Mabel Malik Mara Mateo Mei Milo Mira Nadia Nahla Niko Noor Odin Olive Omar Otis Paloma Petra
    Priya Quinn Rafael Remy Rosa Rowan Saba Samir Selma Silas Soren Suri Tariq Tess Thiago Uma Vera
    Viggo Wren Yara Yusuf Zadie Zora
    """
)

FAMILY = _names(
    """
    Abernathy Achterberg Adeyemi Alvarado Amsel Arceneaux Baptiste Barros Bellweather Bergstrom Bianchi
    Brightwater Castellan Chaudhry Cho Cordova Dalgaard Delacroix Demir Diallo Dorsey Ekwueme Eldridge
    Espinosa Fairchild Farouk Figueroa Finch Galloway Ghosh Grauer Haddad Halvorsen Hargrove Hoang
    Holloway Ibarra Ishikawa Jablonski Jovanovic Kapoor Karimi Kestrel Kowalczyk Lacroix Lindqvist
    Lockhart Maalouf Marchetti Mbeki Meadows Mendoza Moreau Nakagawa Ndiaye Novak Oduya Okafor Olander
    Ortega Pacheco Park Pemberton Petrov Quintero Rahimi Rasmussen Ravenel Rinaldi Rosario Sandoval Sato
    Schaefer Sharma Solano Sorensen Tamm Tanaka Thistle Underhill Vance Varga Vasquez Vesper Wakefield
    Weatherby Whitlock Winterbourne Xiong Yamada Yilmaz Zamora Zielinski
    """
)


def people(seed: str) -> Iterator[tuple[str, str]]:
    """Given and family names in pairs that do not repeat, without an end in sight; the same for the same
    seed.
    """
    random = Random(seed)  # noqa: S311 - a story is told, no secret is kept
    told: set[tuple[str, str]] = set()
    while True:
        pair = GIVEN[int(random.random() * len(GIVEN))], FAMILY[int(random.random() * len(FAMILY))]
        if pair not in told:
            told.add(pair)
            yield pair
