"""The quick door: documents of ours by plans that were made beforehand, without Graphene.

What it is not certain of, the ordinary door answers: every refusal is said in one place.
"""
