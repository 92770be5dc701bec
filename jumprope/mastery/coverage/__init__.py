"""Coverage: which standards have been assessed somewhere, how often, with what result, and which not yet."""
