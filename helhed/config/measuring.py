"""One line of the log and one count for every request: which page, how it went, how long."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from helhed.config import metrics

logger = logging.getLogger("helhed.requests")


def measured(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: tells the page by its name and pattern, for an address holds keys."""

    def answer(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        seconds = time.perf_counter() - began
        metrics.count(request, response, seconds)
        match = request.resolver_match
        logger.info(
            "request",
            extra={
                "told": {
                    "page": metrics.page_of(request),
                    "route": match.route if match else "",
                    "method": request.method if request.method in metrics.METHODS else "other",
                    "status": response.status_code,
                    "ms": round(seconds * 1000, 1),
                    "number": getattr(request, "error_number", None),
                }
            },
        )
        return response

    return answer
