"""What a person decides at the desk. Every decision is a row with name and time; a second one who decides meanwhile is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from copydesk.desk.correcting import corrections
from copydesk.desk.house import House
from copydesk.desk.looking import house_of
from copydesk.ledger import Decision, Ledger
from copydesk.ledger.deciding import DecidedMeanwhile
from copydesk.model import CopydeskError, WrongUse
from copydesk.pipeline.merging import settle_again

Handler = Callable[[House, Decision, FormData], Any]


def routes() -> list[Route]:
    """The addresses to which decisions are sent."""
    told = {"accept": accept, "correct": correct, "not-an-event": reject, "note": note, "merge": merge, "split": split}
    found = [Route(f"/event/{{event_id}}/{name}", _decision(name, handler), methods=["POST"]) for name, handler in told.items()]
    return [*found, Route("/undo", undo, methods=["POST"]), Route("/judge", judge, methods=["POST"])]


def _decision(name: str, handler: Handler) -> Callable[[Request], Any]:
    async def decide(request: Request) -> Response:
        form = await request.form()
        decision = Decision(
            kind="accept",
            by=request.state.person,
            event_id=request.path_params["event_id"],
            note=_words(form, "note"),
            seen=_number(form, "seen"),
        )
        return await _answered(request, lambda: handler(house_of(request), decision, form))

    decide.__name__ = f"decide_{name}"
    return decide


async def _answered(request: Request, work: Callable[[], Any]) -> Response:
    try:
        told = await run_in_threadpool(work)
    except DecidedMeanwhile as meanwhile:
        return JSONResponse({"problem": str(meanwhile), "meanwhile": True}, status_code=409)
    except CopydeskError as problem:
        return JSONResponse({"problem": str(problem)}, status_code=400)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"done": told})
    back = request.headers.get("referer", "/")
    return RedirectResponse(back if back.startswith(str(request.base_url)) else "/", status_code=303)


def accept(house: House, decision: Decision, form: FormData) -> dict[str, Any]:
    """The event stands as it is."""
    return {"decision": house.ledger.decide(decision), "event": decision.event_id}


def reject(house: House, decision: Decision, form: FormData) -> dict[str, Any]:
    """What the mentions tell of is no event."""
    number = house.ledger.decide(_of(decision, kind="not an event"))
    return {"decision": number, "event": decision.event_id}


def note(house: House, decision: Decision, form: FormData) -> dict[str, Any]:
    """Words about the event."""
    return {"decision": house.ledger.decide(_of(decision, kind="note")), "event": decision.event_id}


def correct(house: House, decision: Decision, form: FormData) -> dict[str, Any]:
    """Other values in fields of the event, with the words that give them where the person marked some."""
    held = house.ledger.events([decision.event_id or ""])
    if not held:
        raise WrongUse(f"{decision.event_id}: there is no such event any more; look again")
    typed = {k: v for k, v in form.items() if isinstance(v, str)}
    evidence = _evidence(_words(form, "evidence"))
    changed = corrections(held[0], typed)
    if not changed:
        raise WrongUse("nothing was changed in the form")
    numbers = []
    for i, (field, value) in enumerate(changed.items()):
        seen = decision.seen if i == 0 else None  # the first of several has said that nobody came between
        numbers.append(house.ledger.decide(_of(decision, kind="correct", field=field, value=value, evidence=evidence, seen=seen)))
    return {"decision": numbers[-1], "decisions": numbers, "event": decision.event_id}


def merge(house: House, decision: Decision, form: FormData) -> dict[str, Any]:
    """The event and others are one."""
    others = [str(v) for v in form.getlist("with") if str(v).strip()]
    with house.ledger.build_lock(wait=30):
        number = house.ledger.merge([decision.event_id or "", *others], _of(decision, kind="merge"))
        _settle(house.ledger)
    return {"decision": number, "event": house.ledger.resolve(decision.event_id or "")}


def split(house: House, decision: Decision, form: FormData) -> dict[str, Any]:
    """Some mentions of the event tell of another one."""
    mentions = [str(v) for v in form.getlist("mention")]
    with house.ledger.build_lock(wait=30):
        number = house.ledger.split(mentions, _of(decision, kind="split"))
        _settle(house.ledger)
    return {"decision": number, "event": house.ledger.resolve(decision.event_id or "")}


async def judge(request: Request) -> Response:
    """Same, different or unsure, said of two mentions."""
    form = await request.form()
    house = house_of(request)
    decision = Decision(kind="judge", by=request.state.person, note=_words(form, "note"))

    def work() -> dict[str, Any]:
        verdict: Any = _words(form, "verdict")
        with house.ledger.build_lock(wait=30):
            number = house.ledger.judge(_words(form, "left") or "", _words(form, "right") or "", verdict, decision)
            _settle(house.ledger)
        return {"decision": number}

    return await _answered(request, work)


async def undo(request: Request) -> Response:
    """Take back a decision; without a number, the newest of this person's that stands."""
    form = await request.form()
    house, person = house_of(request), request.state.person

    def work() -> dict[str, Any]:
        number = _number(form, "decision") or _newest(house.ledger, person)
        kinds = {d.decision_id: d.kind for d in house.ledger.decisions()}
        with house.ledger.build_lock(wait=30):
            undone = house.ledger.undo(number, person, _words(form, "note"))
            _settle(house.ledger)
        return {"decision": undone, "undid": number, "what": kinds[number]}

    return await _answered(request, work)


def _newest(ledger: Ledger, person: str) -> int:
    for decision in reversed(ledger.decisions()):
        if decision.by == person and decision.active and decision.kind != "undo" and decision.decision_id is not None:
            return decision.decision_id
    raise WrongUse("there is nothing of yours to undo")


def _settle(ledger: Ledger) -> None:
    stale = ledger.pending_events()
    if stale:
        settle_again(ledger, stale)


def _of(decision: Decision, **values: Any) -> Decision:
    return replace(decision, **values)


def _words(form: FormData, name: str) -> str | None:
    value = form.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _number(form: FormData, name: str) -> int | None:
    words = _words(form, name)
    return int(words) if words is not None and words.isdigit() else None


def _evidence(words: str | None) -> list[tuple[str, int, int]]:
    """ "report_id:start-end" of the words a person marked; what is otherwise is left out."""
    report, _, span = (words or "").rpartition(":")
    start, _, end = span.partition("-")
    return [(report, int(start), int(end))] if report and start.isdigit() and end.isdigit() else []
