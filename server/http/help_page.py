"""The help page: plain HTML that needs no script, no account and no database."""

import re
from html import escape
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse

from server.ground.api import Help, Service
from server.ground.refusal import Refusal
from server.http.places import ELSEWHERE, help_for
from server.moderation import signposts

PAGE = Template(Path(__file__).with_name("help.html").read_text())
STYLE = Path(__file__).with_name("help.css").read_text()
FEW = (
    "We know of fewer than two lines for adults here. In danger, call the emergency number. "
    "A search for “help line {country}” may find more."
)
LANGUAGES = {
    "de": "German", "en": "English", "es": "Spanish", "fr": "French", "hi": "Hindi", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "ms": "Malay", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ru": "Russian", "sv": "Swedish", "uk": "Ukrainian", "yue": "Cantonese", "cmn": "Mandarin",
}  # fmt: skip
_SITE = re.compile(r"[\w.-]+\.[a-z]{2,}(/\S*)?( |$)", re.IGNORECASE)


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
    parts = [f"<h2>{escape(found.name)}</h2>"]
    if found.emergency:
        note = f'<p class="small">{escape(found.emergency_note)}</p>' if found.emergency_note else ""
        parts.append(
            f'<div class="emergency"><p>If life is in danger now</p>'
            f'<p><a class="number" href="tel:{escape(found.emergency)}">{escape(found.emergency)}</a></p>{note}</div>'
        )
    else:
        parts.append("<p>We do not hold an emergency number for your country. Call the one you know.</p>")
    if found.few:
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
    if service.webchat and _SITE.match(service.webchat):
        lines.append(f"Chat: {escape(_without_notes(service.webchat))}")
    audience = "everyone" if service.audience == "all" else service.audience
    about = ", ".join(filter(None, (_without_notes(service.hours), f"for {audience}", _languages(service.languages))))
    lines.append(f'<span class="small">{escape(about)}</span>')
    if not service.confirmed:
        lines.append('<span class="small">Not yet confirmed by this service\'s operator.</span>')
    return "<li>" + "".join(f"<p>{line}</p>" for line in lines) + "</li>"


def _without_notes(text: str) -> str:
    """Without what editors noted for each other: where they had it from."""
    return re.sub(r"\s*\(memory[^)]*\)", "", text)


def _languages(listed: str) -> str:
    """ "en es phone interpreters" in words."""
    words = [LANGUAGES.get(word, word) for word in _without_notes(listed).split() if word != "+"]
    named = [word for word in words if word in LANGUAGES.values()]
    rest = " ".join(word for word in words if word not in LANGUAGES.values())
    return ", ".join(filter(None, (*named, rest)))
