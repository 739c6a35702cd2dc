import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { pageSizes } from "./vite/page-sizes.ts";
import { precompress } from "./vite/precompress.ts";

const server = `http://127.0.0.1:${process.env.SCRIPTYARD_PORT ?? "4400"}`;

export default defineConfig({
  // Files are asked for relative to the page or to each other: the server says where the page is mounted.
  base: "./",
  plugins: [
    react(),
    precompress(),
    pageSizes([
      { page: "first page, before sign-in", modules: ["features/sign-in/route.tsx"], most: 200_000 },
      {
        page: "first page of who is signed in",
        modules: ["app/frame/frame.tsx", "features/overview/route.tsx"],
        most: 280_000,
      },
    ]),
  ],
  server: {
    host: "127.0.0.1",
    port: 5173,
    // The Host header stays this server's own, so that the API's same-origin check passes. `^/f/`: not `/favicon.svg`.
    proxy: { "/api": { target: server }, "^/f/": { target: server } },
  },
  build: {
    target: "es2023",
    assetsInlineLimit: 0, // files can be cached and a strict `font-src 'self'` holds
    chunkSizeWarningLimit: 8_000, // Monaco and its TypeScript worker, loaded with the editor only
    reportCompressedSize: false,
    license: { fileName: "licences.md" },
  },
});
