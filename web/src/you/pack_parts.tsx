import type { Pack } from "../generated/wire";
import { whenOf } from "../strings/clock";

/** What is handed over, as whoever gets it reads it. Its words are the server's: they are the same on their paper. */
export function PackParts({ pack }: { pack: Pack }) {
  return (
    <div class="pack">
      {pack.parts.map(({ title, says, entries }) => (
        <section key={title}>
          <h3>{title}</h3>
          {says?.map((line) => (
            <p key={line} dir="auto">
              {line}
            </p>
          ))}
          {entries?.map(({ at, says, text }) => (
            <div key={`${at} ${says} ${text}`}>
              <p class="soft">{[whenOf(at), text == null ? "" : says].filter(Boolean).join(", ")}</p>
              <p dir="auto">{text ?? says}</p>
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}
