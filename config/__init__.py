"""How JumpRope is put together and told where it runs: the environment, the settings, the addresses."""
