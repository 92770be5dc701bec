"""The fixtures that tests of the whole house share with those inside apps."""

from jumprope.conftest import *  # noqa: F403 - pytest takes fixtures from names, and these are the same ones
