import type { Json } from "@scriptyard/model";

/** A visitor to try a flow as: what the host would know of them. */
export type Persona = {
  name: string;
  description: string;
  context: { request: Json; user: Json; device: Json };
};
