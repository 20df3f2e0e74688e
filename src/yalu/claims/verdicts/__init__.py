"""Verdicts: a statement compared with every reading of its question, alone and with the rest of its sentence."""
