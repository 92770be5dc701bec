"""The benchmark: the product's GraphQL beside what is written by hand and beside other libraries.

`make bench` measures, and writes results.json and a section of docs/performance.md. Nothing of the product
imports this package, and what it compares with is installed for it alone.
"""
