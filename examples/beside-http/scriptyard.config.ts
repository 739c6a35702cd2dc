import { defineConfig } from "@scriptyard/host-kit";

export default defineConfig({
  hosts: ["./hosts/shop"],
  realms: [{ name: "shop", host: "shop", title: "Shop" }],
});
