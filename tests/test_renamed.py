"""Old module names: each says the new one, and each new one exists."""

from importlib import import_module
from importlib.util import find_spec

import pytest

from yalu.renamed import RenamedError, new_name, renamed_modules


@pytest.mark.parametrize("old", sorted(renamed_modules()))
def test_an_old_name_says_a_new_one_that_exists(old):
    with pytest.raises(
        RenamedError
    ) as error:  # Python asks for the package first, where that was renamed too
        import_module(old)
    asked = str(error.value).split()[0]
    assert old.startswith(asked) and f" is now {new_name(asked)}, " in str(error.value)
    package, _, name = new_name(old).rpartition(".")
    assert find_spec(new_name(old)) or hasattr(
        import_module(package), name
    )  # a module, or a type of a package


def test_a_module_below_a_renamed_package_is_named_whole():
    assert new_name("yalu.relations.gaps") == "yalu.visits.gaps"


def test_a_name_that_never_existed_stays_an_import_error():
    with pytest.raises(ModuleNotFoundError):
        import_module("yalu.relation")


def test_a_type_that_was_renamed_says_so_where_it_is_imported():
    with pytest.raises(
        RenamedError, match=r"yalu\.goods\.ControlEntry, .*`from yalu\.goods import ControlEntry`$"
    ):
        exec("from yalu.goods import Entry")
