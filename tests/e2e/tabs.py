"""One Chromium for the whole run: Odoo's client is loaded and compiled once per login, not once per test."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, BrowserContext, Page

    from stack.browser import Cookie, LaunchOptions


class Tabs:
    """Opens tabs of people who are logged in; a tab lasts for one test, a login for the run."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._browser: Browser | None = None
        self._contexts: dict[tuple[str, ...], BrowserContext] = {}

    @contextmanager
    def tab(
        self,
        options: LaunchOptions,
        who: tuple[str, ...],
        log_in: Callable[[], Sequence[Cookie]],
        size: tuple[int, int],
    ) -> Iterator[Page]:
        """Open a tab of that size as `who`, whom `log_in` logs in at the first time."""
        if who not in self._contexts:
            context = self._started(options).new_context(locale="en-US")
            context.set_default_timeout(60_000)
            context.add_cookies(log_in())  # type: ignore[arg-type]  # the same keys
            self._contexts[who] = context
        page = self._contexts[who].new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        try:
            yield page
        finally:
            page.close()

    def _started(self, options: LaunchOptions) -> Browser:
        if self._browser is None:
            playwright = self._open.enter_context(sync_playwright())
            self._browser = playwright.chromium.launch(**options)
            self._open.callback(self._browser.close)
        return self._browser

    def close(self) -> None:
        """End the browser."""
        self._contexts.clear()
        self._browser = None
        self._open.close()


TABS = Tabs()
"""This process's."""
