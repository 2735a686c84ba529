import { defineConfig } from "vite";

// The content security policy allows only files of our own origin: nothing inline, no data: addresses.
const PAGES: { readonly [page in "peers" | "console"]: Record<string, string> } = {
  peers: { peers: "index.html" },
  console: { console: "console.html" },
};

// Two builds, peers first: what is in both would else be in a file of its own, with all that only the console needs of it.
export default defineConfig(({ mode }) => ({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    manifest: mode !== "console",
    emptyOutDir: mode !== "console",
    target: ["es2020", "chrome87", "firefox78", "safari14"], // old phones
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: PAGES[mode === "console" ? "console" : "peers"] },
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
