"""What can go wrong: mistakes in declarations, and requests that no answer fits."""

from typing import NoReturn

from graphql import GraphQLError

from graphplan.plans.refusals import Code, Unfit

__all__ = ["Code", "DeclarationError", "refuse", "told"]


class DeclarationError(TypeError):
    """A declaration that does not build: its place (`Score.value`), what is wrong with it, and the mend."""

    def __init__(self, place: str, fault: str, mend: str) -> None:
        self.place, self.fault, self.mend = place, fault, mend
        super().__init__(f"{place}: {fault}. {mend}.")


def told(unfit: Unfit) -> GraphQLError:
    """What clients read of a refusal."""
    return GraphQLError(unfit.message, extensions={"code": str(unfit.code)})


def refuse(unfit: Unfit) -> NoReturn:
    """Answer the field that is being resolved with an error that has a code.

    Raises `GraphQLError`.
    """
    raise told(unfit)
