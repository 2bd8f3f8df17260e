"""One Chromium for the whole run: Odoo's client is loaded and compiled once per login, not once per test."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, Page

    from stack.browser import Cookie, LaunchOptions


class Tabs:
    """Keeps a tab for each person who is logged in; a test that fails takes its tab along."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._browser: Browser | None = None
        self._pages: dict[tuple[str, ...], Page] = {}

    @contextmanager
    def tab(
        self,
        options: LaunchOptions,
        who: tuple[str, ...],
        log_in: Callable[[], Sequence[Cookie]],
        size: tuple[int, int],
    ) -> Iterator[Page]:
        """Show the tab of `who`, whom `log_in` logs in at the first time, in that size."""
        page = self._pages.pop(who, None) or self._opened(options, log_in())
        page.set_viewport_size({"width": size[0], "height": size[1]})
        try:
            yield page
        except BaseException:
            page.context.close()
            raise
        self._pages[who] = page

    def _opened(self, options: LaunchOptions, cookies: Sequence[Cookie]) -> Page:
        context = self._started(options).new_context(locale="en-US")
        context.set_default_timeout(60_000)
        context.add_cookies(cookies)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())  # what is unsaved in a form stays behind
        return page

    def _started(self, options: LaunchOptions) -> Browser:
        if self._browser is None:
            playwright = self._open.enter_context(sync_playwright())
            self._browser = playwright.chromium.launch(**options)
            self._open.callback(self._browser.close)
        return self._browser

    def close(self) -> None:
        """End the browser."""
        self._pages.clear()
        self._browser = None
        self._open.close()


TABS = Tabs()
"""This process's."""
