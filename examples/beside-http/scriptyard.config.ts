import { defineConfig } from "@scriptyard/host-kit";

export default defineConfig({
  hosts: ["../shop"],
  realms: [{ name: "shop", host: "shop", title: "Shop" }],
});
