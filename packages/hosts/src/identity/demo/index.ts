import type { Realm } from "@scriptyard/model";
import { type DemoFlow, demoFlows } from "./flows.ts";
import { demoPersonas, type Persona } from "./personas.ts";
import { acmeSettings, acmeSettingsSchema } from "./settings.ts";

/** A realm before it has an id, with its flows and the visitors to try them as. */
export type DemoRealm = Omit<Realm, "id" | "createdAt"> & { flows: DemoFlow[]; personas: Persona[] };

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
};
