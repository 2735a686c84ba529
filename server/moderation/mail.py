"""Calling somebody by e-mail. One address, or several with commas; a mail that one of them gets has arrived."""

import asyncio
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import SplitResult, unquote, urlsplit

from server.moderation.channels import Call, NotTold

SENT_WITHIN_S = 15.0
WHO = {
    "page": "You are on call.",
    "backup": "You are the backup: the on-call was called before you.",
    "trustee": "Somebody waits for an answer that a trustee can give.",
}
TEXT = """\
A case is waiting at {place} and nobody has taken it.

Urgency: {urgency}. Waiting since {opened:%Y-%m-%d %H:%M} UTC.
{who}

Open it in the console and take it:
{link}

If you come but need a few minutes, say so here (one press of a button), and
nobody else is called for 5 minutes:
{acknowledge}

What was said is in the console only. This mail is sent by a machine: nobody
reads an answer to it.
"""


class Mail:
    """`server` is smtp://user:password@host:port, or smtps://. A password is never sent without TLS."""

    def __init__(self, server: str, sender: str) -> None:
        self._server = urlsplit(server)
        self._sender = sender

    async def tell(self, target: str, call: Call) -> None:
        """Raises NotTold."""
        from aiosmtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, send

        server, recipients = self._server, [address.strip() for address in target.split(",")]
        tls = server.scheme == "smtps"
        try:
            async with asyncio.timeout(SENT_WITHIN_S):
                await send(
                    letter(call, self._sender, recipients),
                    sender=self._sender,
                    recipients=recipients,
                    hostname=server.hostname,
                    port=server.port or (465 if tls else 25),
                    username=unquote(server.username) if server.username else None,
                    password=unquote(server.password) if server.password else None,
                    use_tls=tls,
                    start_tls=None if tls or not server.password else True,  # None: where the server offers it
                    timeout=SENT_WITHIN_S,
                )
        except SMTPResponseException as refused:
            raise NotTold(str(refused.code)) from None
        except SMTPRecipientsRefused as refused:
            raise NotTold(str(refused.recipients[0].code)) from None
        except (SMTPException, OSError, TimeoutError, ValueError) as error:
            raise NotTold(type(error).__name__) from None


def letter(call: Call, sender: str, recipients: list[str]) -> EmailMessage:
    """The same Message-ID however often it is sent, so that who gets it twice may see it once."""
    link: SplitResult = urlsplit(call.link)
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = ", ".join(recipients)
    mail["Subject"] = f"Porchlight: a case is waiting ({call.urgency})"
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = f"<page-{call.page}-{call.case}@{link.hostname}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Importance"] = "high"
    mail.set_content(TEXT.format(place=link.netloc, who=WHO[call.step], **call._asdict()))
    return mail
