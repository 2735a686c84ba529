import { defineConfig } from "vite";

// The content security policy allows only files of our own origin: nothing inline, no data: addresses.
type Page = "peers" | "facilitate" | "you" | "one_to_one" | "console";
const PAGES: { readonly [page in Page]: Record<string, string> } = {
  peers: { peers: "index.html" },
  facilitate: { facilitate: "facilitate.html" },
  you: { you: "you.html" },
  one_to_one: { one_to_one: "one_to_one.html" },
  console: { console: "console.html" },
};
const pageOf = (mode: string): Page => (mode in PAGES ? (mode as Page) : "peers");

// A build for each page, peers first: what is in two of them would else be in a file of its own, with all that only the
// other needs of it.
export default defineConfig(({ mode }) => ({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    manifest: `.vite/${pageOf(mode)}.json`,
    emptyOutDir: pageOf(mode) === "peers",
    target: ["es2020", "chrome87", "firefox78", "safari14"], // old phones
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: PAGES[pageOf(mode)] },
  },
  server: {
    // `npx vite` beside a running server, for work on the client. Host and Origin stay the same, as the server wants.
    proxy: {
      "/api": "http://127.0.0.1:8000",
      "/help": "http://127.0.0.1:8000",
      "/ws": { target: "ws://127.0.0.1:8000", ws: true },
    },
  },
}));
