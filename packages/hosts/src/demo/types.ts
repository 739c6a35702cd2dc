import type { JsonObject } from "@scriptyard/host-kit";
import type { Flow, Realm } from "@scriptyard/model";

/** A flow before it has an id and a realm. */
export type DemoFlow = Omit<Flow, "id" | "realmId" | "liveVersion" | "createdAt" | "updatedAt">;

/** A visitor to try a flow as: what a product would tell of them. */
export type Persona = {
  name: string;
  description: string;
  /** The flow that they walk. */
  flow: string;
  context: JsonObject;
};

/** A realm before it has an id, with its flows and the visitors to try them as. */
export type DemoRealm = Omit<Realm, "id" | "createdAt"> & {
  flows: DemoFlow[];
  personas: Persona[];
  /** `defaults`: nothing is published, the host's defaults run. */
  live?: "defaults";
};

/** When samples and personas happen: a Monday morning. */
export const samplesClock = "2026-05-04T07:30:00Z";
