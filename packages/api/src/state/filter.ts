import { stateKind, stateScope } from "@scriptyard/model";
import { z } from "zod";
import { realmName } from "../scope/scope.ts";

/** What lists of state are narrowed by. */
export const stateFilterInput = {
  realm: realmName,
  kind: stateKind.optional(),
  scope: stateScope.optional(),
  owner: z.string().max(250).optional(),
  /** Anywhere in owner or key. */
  text: z.string().max(200).optional(),
};
