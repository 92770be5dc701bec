"""The tests of how JumpRope is put together."""
