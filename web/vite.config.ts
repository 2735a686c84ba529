import { defineConfig } from "vite";

// The content security policy allows only files of our own origin: nothing inline, no data: addresses.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    manifest: true,
    target: ["es2020", "chrome87", "firefox78", "safari14"], // old phones
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { peers: "index.html", console: "console.html" } },
  },
  server: {
    // `npx vite` beside a running server, for work on the client. Host and Origin stay the same, as the server wants.
    proxy: {
      "/api": "http://127.0.0.1:8000",
      "/help": "http://127.0.0.1:8000",
      "/ws": { target: "ws://127.0.0.1:8000", ws: true },
    },
  },
});
