"""The demo: two invented districts, told through the commands of the product, the same at every telling."""
