import type { Realm } from "@scriptyard/model";
import type { DemoRealm } from "../../demo/types.ts";
import { demoFlows } from "./flows.ts";
import { demoPersonas } from "./personas.ts";
import { demoProduct } from "./product.ts";
import { acmeSettings, acmeSettingsSchema } from "./settings.ts";

/** The realm that a fresh installation starts with. Its scripts are the host's `defaults`. */
export const demoRealm: DemoRealm = {
  name: "acme",
  title: "Acme",
  hostId: "identity",
  timeZone: "Europe/Vienna",
  settingsSchema: acmeSettingsSchema as Realm["settingsSchema"],
  settings: acmeSettings,
  allowedHosts: ["acme.example", "pay.acme.example"],
  flows: demoFlows,
  personas: demoPersonas,
  product: demoProduct,
};
