"""The version of the code, as every export, log and history prints it."""

CODE_VERSION = "0.2.0"
