import { say } from "../../strings/console";

interface Table {
  caption: string;
  head: readonly string[];
  /** The first of each row says what it is about. */
  rows: readonly (readonly (string | number)[])[];
}

/** Figures as a table. It scrolls by itself where the screen is narrow, by keys too. */
export function FiguresTable({ caption, head, rows }: Table) {
  if (rows.length === 0) return <p class="soft">{say("board.nothing")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keys
    <section class="figures" tabIndex={0} aria-label={say("board.table", { of: caption })}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...others], index) => (
            <tr key={`${index} ${first}`}>
              <th scope="row">{first}</th>
              {others.map((value, column) => (
                <td key={head[column + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
