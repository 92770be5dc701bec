"""Random questions to the API, as everyone: what plans answer, byte for byte as the reference engine does."""
