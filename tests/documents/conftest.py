"""The spoiled case of the tests of cases, for the files it is made of."""

from tests.case.conftest import draft

__all__ = ["draft"]
