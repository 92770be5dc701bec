"""Plans that were made beforehand, as a package of plain Python: a process that runs them compiles nothing.

`writing` makes one where Django, Graphene and graphql-core are; `loading` runs it where they are not.
"""
