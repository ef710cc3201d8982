"""What the shell around every page needs. Everything is asked for only when it is shown."""

from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class MenuEntry:
    label: str
    url: str
    current: bool


class Shell:
    """Header, menu and user of one page. Templates read it as `shell`."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def demo(self) -> bool:
        return bool(getattr(settings, "HELHED_DEMO", False))

    @cached_property
    def municipality(self) -> str:
        return str(getattr(settings, "HELHED_MUNICIPALITY", ""))

    @cached_property
    def signed_in(self) -> bool:
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    @cached_property
    def user_name(self) -> str:
        user = self.request.user
        return str(user.get_full_name() or user) if user.is_authenticated else ""

    @cached_property
    def user_key(self) -> str:
        """Keeps one person's drafts apart from the next one's on a shared computer."""
        return str(self.request.user.pk) if self.signed_in else ""

    @cached_property
    def shortcuts(self) -> bool:
        """Whether keys work: the user's own choice, which a browser may have changed since."""
        return bool(getattr(getattr(self.request, "user", None), "keyboard_shortcuts", True))

    @cached_property
    def home_url(self) -> str:
        return first_url("desk:home", "account_login") or "/"

    @cached_property
    def find_url(self) -> str:
        return first_url("desk:search", "desk:find", "citizens:search")

    @cached_property
    def on_call(self) -> object:
        """Who answers now: `name`, `until` (a time) and `phone`. Set on the request by others."""
        return getattr(self.request, "on_call", None)

    @cached_property
    def on_call_url(self) -> str:
        """Where the page can fetch who is on call, when the request does not carry it."""
        return "" if hasattr(self.request, "on_call") else first_url("desk:on-call")

    @cached_property
    def menu(self) -> list[MenuEntry]:
        """Entries that the rooms list in `AppConfig.menu`, in the order of INSTALLED_APPS.

        An entry is (label, URL name) or (label, URL name, capability, place). Names that do not
        reverse are left out; so are capabilities missing in `request.capabilities`, if it is set.
        """
        listed = []
        for config in apps.get_app_configs():
            for label, name, *rest in getattr(config, "menu", ()):
                capability, place = rest[0] if rest else "", rest[1] if rest[1:] else 50
                url = first_url(name)
                if url and self.allows(str(capability)):
                    listed.append((place, str(label), url))
        listed.sort(key=lambda entry: entry[0])
        here = self.current([url for _place, _label, url in listed])
        return [MenuEntry(label, url, url == here) for _place, label, url in listed]

    def allows(self, capability: str) -> bool:
        held = getattr(self.request, "capabilities", None)
        return not capability or held is None or capability in held

    def current(self, urls: list[str]) -> str:
        """The entry we are on: the longest address that ours begins with."""
        here = [u for u in urls if self.request.path == u or (u != "/" and self.starts(u))]
        return max(here, key=len, default="")

    def starts(self, url: str) -> bool:
        return self.request.path.startswith(url)


def first_url(*names: str) -> str:
    """The address of the first name that exists, else an empty string."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def shell(request: HttpRequest) -> dict[str, object]:
    return {"shell": Shell(request)}
