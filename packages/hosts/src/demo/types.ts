import type { JsonObject, ProductFunctions } from "@scriptyard/host-kit";
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

/** Where a demo's product keeps its things: texts by name. */
export type DemoShelf = {
  get(name: string): Promise<string | null>;
  set(name: string, text: string): Promise<void>;
};

/** What stands in for a product's own code in a demo. */
export type DemoProduct = (shelf: DemoShelf) => ProductFunctions;

/** A realm before it has an id, with its flows and the visitors to try them as. */
export type DemoRealm = Omit<Realm, "id" | "createdAt"> & {
  flows: DemoFlow[];
  personas: Persona[];
  /** What implements the functions that its host leaves to a product. */
  product?: DemoProduct;
  /** `defaults`: nothing is published, the host's defaults run. */
  live?: "defaults";
};

/** When samples and personas happen: a Monday morning. */
export const samplesClock = "2026-05-04T07:30:00Z";
