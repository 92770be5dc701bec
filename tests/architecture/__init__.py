"""The rules of the house that no linter knows. Each is a function that finds what breaks it, and is shown a
planted fault.
"""
