"""Every request asks the database as the one who is signed in, and as nobody afterwards."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from helhed.access.connection import Asking, asking_as, note_place


class DatabaseUserMiddleware:
    """Sets the user on the connection for the time of the request; no user means no rows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        user = request.user
        asking = Asking(role=settings.HELHED_REQUEST_ROLE)
        if user.is_authenticated:
            asking = Asking(user_id=user.pk, role=settings.HELHED_REQUEST_ROLE)
        with asking_as(asking) as place:
            if user.is_authenticated:
                note_place(user, place)
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            response.streaming_content = _keep(asking, response.streaming_content)
        return response


def _keep(asking: Asking, content: Any) -> Iterator[bytes]:
    # The rows are fetched while the answer is being sent, so the user stays set until it is closed.
    with asking_as(asking):
        yield from content
