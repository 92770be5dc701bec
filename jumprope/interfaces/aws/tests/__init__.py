"""The tests of the doors for AWS Lambda."""
