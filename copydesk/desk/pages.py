"""Templates: every value is escaped, and the marks by which text turns its own reading direction are made visible."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from copydesk.desk.assets import address
from copydesk.desk.tables import called
from copydesk.export.pages import shown_marks, web_link


@cache
def _templates() -> Environment:
    made = Environment(
        loader=ChoiceLoader([PackageLoader("copydesk.desk"), PrefixLoader({"export": PackageLoader("copydesk.export")})]),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        finalize=lambda value: shown_marks(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["link"] = web_link
    made.globals["called"] = called
    made.globals["asset"] = address
    return made


def part(template: str, **values: Any) -> str:
    """A piece of a page."""
    return _templates().get_template(template).render(**values)


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A whole page; it knows who reads it and which ledger it shows."""
    house = getattr(request.app.state, "house", None)
    shared = {
        "person": getattr(request.state, "person", None),
        "ledger_name": house.ledger.where.rpartition("/")[2] if house else "",
        "path": request.url.path,
    }
    return HTMLResponse(part(template, **shared, **values), status_code=status)
