"""How an email address is spelled."""


def normalised(email: str) -> str:
    """The one spelling that is kept and looked up: no space around it, lower case."""
    return email.strip().lower()
