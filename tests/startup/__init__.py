"""The tests of what is loaded when a process starts: everyone waits for it, each time."""
