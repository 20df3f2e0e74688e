"""Chains: who supplied what to whom, how it got there, on what evidence, and what sellers knew."""
