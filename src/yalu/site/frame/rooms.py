"""What the pages of one noun bring to the site: figures, pages, results and downloads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, runtime_checkable

from yalu.site.frame.figure_page import FigurePage
from yalu.site.frame.second_process import SecondProcess
from yalu.vocabulary.results import Result


class Render(Protocol):
    """Renders a page: its address and its HTML.

    ``template`` and ``current``, the address marked in the top bar, are the address itself where nobody says otherwise.
    """

    def __call__(
        self, address: str, template: str = "", *, current: str = "", **values: Any
    ) -> tuple[str, str]: ...


class Room(Protocol):
    """What one noun brings to the site. Figures are drawn with all others before pages are rendered."""

    @property
    def navigation(self) -> tuple[tuple[str, str], ...]:
        """Address and title of each page in the top bar."""
        ...

    @property
    def headline(self) -> str:
        """What the room finds, in a sentence for the front page; "" when its figures say it."""
        ...

    def figures(self) -> tuple[FigurePage, ...]:
        """Figures of the room; each gets a page, an embed, a CSV and pictures of its own."""
        ...

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """Every page of the room as its address and its HTML."""
        ...

    def results(self) -> tuple[Result, ...]:
        """Results beyond those under the figures that get a page with their trail."""
        ...

    def files(self) -> dict[str, bytes]:
        """Further downloads by their address."""
        ...


@runtime_checkable
class SlowRoom(Protocol):
    """A room that takes seconds to answer, and can have that done while others answer."""

    def begin(self, second: SecondProcess) -> None:
        """Hand the work to a second process; without this call the room does it when it is asked."""
        ...
