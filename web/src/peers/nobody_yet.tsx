import { say } from "../strings/peers";
import { putCardAside } from "./card";
import { CardHead } from "./card_head";
import { focusLog } from "./focus";
import { country, helpMissing, helpOf } from "./helplines";
import { NoNumbers } from "./no_numbers";
import { markSeen } from "./seen";
import { Emergency, Services } from "./services";
import { nobodyYet } from "./told";

/** No moderator has come yet, or whoever came has gone: the truth, what to do, and who answers now. */
export function NobodyYet() {
  const notice = nobodyYet.value;
  const gone = notice?.code === "moderator_left";
  const help = helpOf(country.value);
  return (
    <div role="alert" class="bar-place">
      {notice && (
        <section class="help-card" aria-labelledby="nobody-title">
          <CardHead
            id="nobody-title"
            title={gone ? say("nobody.gone_title") : say("nobody.title")}
            close={() => {
              markSeen(notice.id);
              putCardAside(); // it stood here before, with the same numbers
              focusLog();
            }}
          />
          {help && <Emergency help={help} />}
          <p>{say(gone ? "nobody.gone" : notice.code === "10_min" ? "nobody.ten" : "nobody.two")}</p>
          {help && <Services help={help} most={2} />}
          {!help && helpMissing(country.value) && <NoNumbers />}
        </section>
      )}
    </div>
  );
}
