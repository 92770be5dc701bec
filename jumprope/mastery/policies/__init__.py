"""Scales, and the policies that say how evidence becomes mastery."""
