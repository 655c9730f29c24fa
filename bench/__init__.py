"""Benchmarks that print the figures the documentation states. Never part of the tests."""
