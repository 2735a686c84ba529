import type { Service as ServiceData } from "../generated/wire";
import { say } from "../strings/everywhere";
import { audienceWords, languageWords, openWords } from "./service_words";

/** One help line: who they are, how to reach them, and then the rest. */
export function Service({ service }: { service: ServiceData }) {
  return (
    <div class="service">
      <h3>{service.name}</h3>
      <Reach service={service} />
      <MoreOf service={service} />
    </div>
  );
}

/** A help line where there is little room: its number, whose it is, and what one has to know before calling it. */
export function FirstService({ service }: { service: ServiceData }) {
  const { name, audience, confirmed, zone } = service;
  return (
    <div class="first-line">
      <Reach service={service} />
      <p>
        {name}
        <small>
          {zone && openWords(service, new Date())} {audience !== "all" && audienceWords(audience)}{" "}
          {!confirmed && say("service.unconfirmed_short")}
        </small>
      </p>
    </div>
  );
}

function Reach({ service: { phone, tel, sms, sms_body } }: { service: ServiceData }) {
  return (
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
  );
}

/** Other ways to reach them, and what there is to know. */
export function MoreOf({ service }: { service: ServiceData }) {
  const { audience, hours, languages, confirmed, whatsapp, webchat, webchat_limited } = service;
  return (
    <>
      {whatsapp && <p>{say("service.whatsapp", { number: whatsapp })}</p>}
      {webchat && (
        // In a tab of its own, so that this one stays; it is not told where one comes from.
        <a class="line-link" href={`https://${webchat}`} target="_blank" rel="noopener noreferrer">
          {say("service.chat", { place: webchat })}
        </a>
      )}
      <p class="facts">
        {hours && <span>{openWords(service, new Date())}</span>}
        {webchat_limited && <span>{say("service.chat_limited")}</span>}
        <span>{audienceWords(audience)}</span>
        <span>{languageWords(languages)}</span>
        {!confirmed && <span>{say("service.unconfirmed")}</span>}
      </p>
    </>
  );
}

/** `?&body=` is understood by both kinds of phone. */
function smsAddress(number: string, body: string | null | undefined): string {
  const dial = number.replace(/[^\d+]/g, "");
  return body ? `sms:${dial}?&body=${encodeURIComponent(body)}` : `sms:${dial}`;
}
