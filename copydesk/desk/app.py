"""The desk as a web application: its addresses, each to the function that answers it."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from copydesk.desk import bringing, deciding, looking, queueing, sharing, showing, taking, tiles
from copydesk.desk.assets import STATIC
from copydesk.desk.guards import COOKIE, Doors, Entrance, Guard, Sessions, is_password
from copydesk.desk.house import House
from copydesk.desk.pages import page


def create_app(house: House, doors: Doors, person: str) -> Starlette:
    """The desk on an open ledger. `person`: who comes in by the one-time link."""
    sessions = Sessions()
    entrance = Entrance(person, house.sharing.visit, house.tiles.host if house.tiles else None)
    app = Starlette(
        routes=[
            Route("/", looking.picture_page),
            Route("/look", looking.look),
            Route("/more", looking.more),
            Route("/clusters", looking.clusters),
            Route("/outlines", looking.outlines),
            Route("/tiles/{z:int}/{x:int}/{y:int}", tiles.tile),
            Route("/event/{event_id}", showing.event_page),
            Route("/event/{event_id}/brief", showing.brief),
            Route("/event/{event_id}/near", showing.near_page),
            Route("/event/{event_id}/assign", sharing.assign, methods=["POST"]),
            Route("/report/{report_id:path}", showing.report_page),
            Route("/queue", queueing.queue_page),
            Route("/bring", bringing.bring_page, methods=["GET"]),
            Route("/bring", bringing.bring, methods=["POST"]),
            Route("/bring/progress", bringing.progress),
            Route("/bring/stop", bringing.stop, methods=["POST"]),
            Route("/take", taking.take),
            Route("/print", taking.print_page),
            Route("/filters", sharing.save_filter, methods=["POST"]),
            Route("/filters/forget", sharing.forget_filter, methods=["POST"]),
            Route("/blind", sharing.blind_page, methods=["GET"]),
            Route("/blind", sharing.code_blind, methods=["POST"]),
            Route("/blind/undo", sharing.uncode_blind, methods=["POST"]),
            Route("/enter", enter_page, methods=["GET"]),
            Route("/enter", enter, methods=["POST"]),
            *deciding.routes(),
            Mount("/static/{stamp}", StaticFiles(directory=STATIC)),
        ],
        middleware=[
            Middleware(Guard, doors=doors, sessions=sessions, entrance=entrance),
            # on one machine packing costs more than it saves
            *([Middleware(GZipMiddleware, minimum_size=1000, compresslevel=3)] if doors.passwords or doors.proxy_header else []),
        ],
        exception_handlers={HTTPException: wrong, Exception: broken},
    )
    app.state.house = house
    app.state.doors = doors
    app.state.sessions = sessions
    return app


def enter_page(request: Request) -> Response:
    """Where a person without a session is sent."""
    return page(request, "enter.html", passwords=bool(request.app.state.doors.passwords), wrong=False)


async def enter(request: Request) -> Response:
    """A name and its password."""
    form = await request.form()
    name, password = str(form.get("name") or ""), str(form.get("password") or "")
    kept = request.app.state.doors.passwords.get(name)
    if kept is None or not is_password(password, kept):
        return page(request, "enter.html", status=403, passwords=True, wrong=True)
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(COOKIE, request.app.state.sessions.open(name), httponly=True, samesite="strict")
    request.app.state.house.sharing.visit(name)
    return response


def wrong(request: Request, error: Exception) -> Response:
    """An address that leads nowhere."""
    assert isinstance(error, HTTPException)
    return _problem(request, error.status_code, error.detail)


def broken(request: Request, error: Exception) -> Response:
    """A fault of ours: the page says so in one line; the traceback goes to the desk's log alone."""
    return _problem(request, 500, f"the desk stumbled ({type(error).__name__}); nothing you decided is lost")


def _problem(request: Request, status: int, words: str) -> Response:
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"problem": words}, status_code=status)
    values: dict[str, Any] = {"words": words, "number": status}
    return page(request, "problem.html", status=status, **values)
