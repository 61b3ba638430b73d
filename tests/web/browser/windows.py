"""Windows of a browser, and what their pages did that nobody wants."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page


@dataclass
class Window:
    """A page, and what it did that nobody wants: errors in the console, requests to other hosts."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        self.page.goto(address)
        return self.page


def watch(context: BrowserContext, address: str) -> Window:
    """A window whose complaints are kept; what it asks of other hosts does not leave the machine."""
    window = Window(context.new_page())

    def refuse(route):
        window.complaints.append(f"asked {route.request.url}")
        route.abort()

    context.route(lambda url: not url.startswith((address, "data:", "blob:")), refuse)
    window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
    window.page.on("console", lambda message: _keep_complaint(window, message))
    return window


def _keep_complaint(window: Window, message: ConsoleMessage) -> None:
    # that the page itself is one of a fault is no complaint
    if message.type == "error" and message.location["url"] != window.page.url:
        window.complaints.append(message.text)
