import "./new_app.css";

/** A QR code, from its rows: "1" is dark. Dark on white whatever the theme, as cameras want it. */
export function Picture({ rows, says }: { rows: readonly string[]; says: string }) {
  const dark = rows.flatMap((row, y) => [...row].map((one, x) => (one === "1" ? `M${x} ${y}h1v1h-1z` : "")));
  return (
    <svg
      class="picture"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label={says}
      shape-rendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={dark.join("")} fill="#000" />
    </svg>
  );
}
