import type { Service as ServiceData } from "../generated/wire";
import { say } from "../strings/peers";
import { audienceWords, chatPlace, hoursWords, languageWords } from "./service_words";

/** One help line: who they are, how to reach them, and then the rest. */
export function Service({ service }: { service: ServiceData }) {
  const { name, audience, hours, languages, confirmed, phone, tel, sms, sms_body, whatsapp, webchat } =
    service;
  const chat = webchat ? chatPlace(webchat) : null;
  return (
    <div class="service">
      <h3>{name}</h3>
      <p class="reach">
        {phone && tel && (
          <a class="button" href={`tel:${tel}`}>
            {say("service.call", { number: phone })}
          </a>
        )}
        {sms && (
          <a class="button" href={smsAddress(sms, sms_body)}>
            {sms_body
              ? say("service.text_word", { number: sms, word: sms_body })
              : say("service.text", { number: sms })}
          </a>
        )}
      </p>
      {whatsapp && <p>{say("service.whatsapp", { number: whatsapp })}</p>}
      {chat && (
        // In a tab of its own, so that this one stays; it is not told where one comes from.
        <a class="line-link" href={`https://${chat.site}`} target="_blank" rel="noopener noreferrer">
          {say("service.chat", { place: chat.site })}
        </a>
      )}
      <p class="facts">
        <span>{hoursWords(hours)}</span>
        {chat?.more && <span>{chat.more}</span>}
        <span>{audienceWords(audience)}</span>
        <span>{languageWords(languages)}</span>
        {!confirmed && <span>{say("service.unconfirmed")}</span>}
      </p>
    </div>
  );
}

/** `?&body=` is understood by both kinds of phone. */
function smsAddress(number: string, body: string | null | undefined): string {
  const dial = number.replace(/[^\d+]/g, "");
  return body ? `sms:${dial}?&body=${encodeURIComponent(body)}` : `sms:${dial}`;
}
