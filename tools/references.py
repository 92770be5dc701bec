"""The pages of docs/ that are made from the code: `python -m tools.references` writes them."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import django

from config import environment
from jumprope.kit.errors import Refused
from jumprope.kit.permissions import Permission, Role, reach_of
from tools.picture import picture

DOCS = Path(__file__).resolve().parents[1] / "docs"
MADE = "<!-- Made from the code by `make references`. -->"


def permissions() -> str:
    """Roles × permissions, and how far each role reaches."""
    roles = list(Role)
    lines = [
        "# Permissions",
        "",
        MADE,
        "",
        "What each role may do, and over whose rows; one held for a school reaches that school's only.",
        "Teachers and families reach through their sections and wards, for whichever school they hold it.",
        "A tenant's own administrators may do everything in it except take in other customers.",
        "Counsellors look after a school's students: they say what is done about a Grade Alert, comment on",
        "scores, and make groups, since interventions are theirs. They judge nobody: they give no scores,",
        "say no levels, and raise no alerts.",
        "",
        _row("permission", "what", *(role.value.replace("_", " ") for role in roles)),
        _row(*["---"] * (len(roles) + 2)),
    ]
    for permission in sorted(Permission.declared.values(), key=lambda each: each.name):
        held = (
            reach_of(role, school_scope=False).value if role in permission.roles else "" for role in roles
        )
        lines.append(_row(f"`{permission.name}`", str(permission.description), *held))
    return "\n".join(lines) + "\n"


def errors() -> str:
    """Every code that a refusal can carry, with its sentence."""
    import_all("jumprope")
    lines = [
        "# Error codes",
        "",
        MADE,
        "",
        "An expected refusal carries a code that clients may rely on. What is in braces is filled in.",
        "",
        _row("code", "sentence", "said by"),
        _row("---", "---", "---"),
    ]
    for code, refusal in sorted(Refused.codes.items()):
        lines.append(
            _row(f"`{code}`", str(refusal.message), f"`{refusal.__module__.removeprefix('jumprope.')}`")
        )
    return "\n".join(lines) + "\n"


def import_all(package: str) -> None:
    """Import every module of the product, so that all that declares itself is known."""
    for name in _modules(package):
        import_module(name)


def _modules(package: str) -> Iterator[str]:
    path = import_module(package).__path__
    for found in pkgutil.walk_packages(path, f"{package}."):
        if not {"tests", "migrations", "management", "conftest"} & set(found.name.split(".")):
            yield found.name


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


PAGES = {"permissions.md": permissions, "errors.md": errors, "house.svg": picture}


def main() -> None:
    """Write the pages."""
    environment.use_settings()
    django.setup()
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
