"""The help page: plain HTML that needs no script, no account and no database."""

from datetime import UTC, datetime
from html import escape
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse

from server.ground.api import Help, Service
from server.ground.refusal import Refusal
from server.http.places import ELSEWHERE, help_for
from server.moderation import signposts
from server.moderation.hours import Hours

PAGE = Template(Path(__file__).with_name("help.html").read_text())
STYLE = Path(__file__).with_name("help.css").read_text()
FEW = (
    "We know of fewer than two lines for adults here. In danger, call the emergency number. "
    "A search for “help line {country}” may find more."
)
NONE_ELSEWHERE = (
    "We have no help line for where you are on our list yet, and we are sorry. A search for “help line” with the name "
    "of your country may find one. Somebody near you, a friend, a neighbour or a doctor, can help you look."
)
HOURS = {"24/7": "day and night", "24/7 phone": "by phone day and night", "24/7 all channels": "day and night"}
LANGUAGES = {
    "de": "German", "en": "English", "es": "Spanish", "fr": "French", "hi": "Hindi", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "ms": "Malay", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ru": "Russian", "sv": "Swedish", "uk": "Ukrainian", "yue": "Cantonese", "cmn": "Mandarin",
}  # fmt: skip


async def help_page(request: Request) -> HTMLResponse:
    """`/help`, or `/help?country=GB`."""
    code = request.query_params.get("country", "").upper()
    try:
        lines = country_section(help_for(code)) if code else ""
    except Refusal as refusal:
        lines = f"<p>{escape(refusal.says)}</p>"
    options = ['<option value="">Choose a country</option>']
    for country, name in (*signposts.countries(), (ELSEWHERE.code, ELSEWHERE.name)):
        chosen = " selected" if country == code else ""
        options.append(f'<option value="{escape(country)}"{chosen}>{escape(name)}</option>')
    return HTMLResponse(PAGE.substitute(countries="".join(options), lines=lines))


def country_section(found: Help) -> str:
    elsewhere = found.country == ELSEWHERE.code
    parts = [f"<h2>{escape(ELSEWHERE.name if elsewhere else found.name)}</h2>"]
    if found.emergency:
        note = f'<p class="small">{escape(found.emergency_note)}</p>' if found.emergency_note else ""
        parts.append(
            f'<div class="emergency"><p>If life is in danger now</p>'
            f'<p><a class="number" href="tel:{escape(found.emergency)}">{escape(found.emergency)}</a></p>{note}</div>'
        )
    else:
        parts.append("<p>We do not hold an emergency number for your country. Call the one you know.</p>")
    if elsewhere:
        parts.append(f"<p>{escape(NONE_ELSEWHERE)}</p>")
    elif found.few:
        parts.append(f"<p>{escape(FEW.format(country=found.name))}</p>")
    if found.services:
        parts.append("<ul>" + "".join(map(service_item, found.services)) + "</ul>")
    return "\n".join(parts)


def service_item(service: Service) -> str:
    """Who they are, how to reach them, and then the rest."""
    lines = [f"<strong>{escape(service.name)}</strong>"]
    if service.phone and service.tel:
        lines.append(f'Call <a class="number" href="tel:{escape(service.tel)}">{escape(service.phone)}</a>')
    if service.sms:
        number = service.sms.replace(" ", "")
        word = f" and write {escape(service.sms_body)}" if service.sms_body else ""
        lines.append(f'Text <a class="number" href="sms:{escape(number)}">{escape(service.sms)}</a>{word}')
    if service.whatsapp:
        lines.append(f"WhatsApp {escape(service.whatsapp)}")
    if service.webchat:
        limited = ", not at all hours" if service.webchat_limited else ""
        link = f'<a href="https://{escape(service.webchat)}" rel="noreferrer">{escape(service.webchat)}</a>'
        lines.append(f"Chat online: {link}{limited}")
    audience = "everyone" if service.audience == "all" else service.audience
    hours = hours_in_words(service, datetime.now(UTC))
    about = ", ".join(filter(None, (hours, f"for {audience}", _languages(service.languages))))
    lines.append(f'<span class="small">{escape(about)}</span>')
    if not service.confirmed:
        lines.append('<span class="small">Not yet confirmed by this service\'s operator.</span>')
    return "<li>" + "".join(f"<p>{line}</p>" for line in lines) + "</li>"


def hours_in_words(service: Service, now: datetime) -> str:
    """When it is open, by its own clock; and whether it is now, where the record can be relied on for that."""
    if service.zone is None:
        return HOURS.get(service.hours, service.hours)
    hours = Hours(tuple((span.begin, span.end) for span in service.open), service.zone)
    said = service.hours.removesuffix(service.zone).strip()
    city = service.zone.rpartition("/")[2].replace("_", " ")
    return f"{'open now' if hours.are_now(now) else 'closed now'}: {said}, {city} time"


def _languages(listed: str) -> str:
    """ "en es phone interpreters" in words."""
    words = [LANGUAGES.get(word, word) for word in listed.split() if word != "+"]
    named = [word for word in words if word in LANGUAGES.values()]
    rest = " ".join(word for word in words if word not in LANGUAGES.values())
    return ", ".join(filter(None, (*named, rest)))
