// JSON Schema on stdin ({definitions}) -> TypeScript on stdout.
// `server/ground/generate.py` runs this. The order of the definitions is kept, so the result is the same every time.
import { compile } from "json-schema-to-typescript";

let input = "";
for await (const chunk of process.stdin) input += chunk;

const { definitions } = JSON.parse(input);

// Docstrings come with the indentation of their Python source.
for (const definition of Object.values(definitions)) {
  if (definition.description) definition.description = definition.description.replaceAll(/\n {4}/g, "\n");
}

// The compiler starts from one root: with a property for each definition it declares them all, in this order.
// The root itself means nothing and is cut out again.
const root = {
  title: "Wire",
  type: "object",
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.keys(definitions).map((name) => [name, { $ref: `#/definitions/${name}` }]),
  ),
  definitions,
};

const typescript = await compile(root, "Wire", {
  additionalProperties: false, // what the wire does not name, the client does not read
  bannerComment: "",
  style: { printWidth: 110 },
});
process.stdout.write(typescript.replace(/export interface Wire \{[^}]*\}\n/, ""));
