import { defineConfig } from "@scriptyard/host-kit";

export default defineConfig({
  /** What scripts extend: a folder with a host.ts or host.json, or the name of a package. */
  hosts: ["./hosts/shop"],
  /** Made when the server starts and they are not there. Scripts, people and settings belong to a realm. */
  realms: [{ name: "shop", host: "shop", title: "Shop" }],
  /** What environment variables say too; those, and the file .env, go before it. */
  server: { port: 4400 },
});
