"""No request is larger than the largest file anybody may bring."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template import loader

# The forms say at most 20 MB; the rest is what stands around the file.
MOST_BYTES = 25 * 2**20


def only_so_much(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: turns away what is too large before a byte of it is read or laid on the disk.

    Otherwise anybody, without signing in, could fill the disk by posting to any form. A request
    that does not say how large it is counts as empty: Django reads nothing of it.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) <= MOST_BYTES:
            return get_response(request)
        return HttpResponse(loader.render_to_string("design/413.html"), status=413)

    return answer
