import { stateEntrySchema } from "@scriptyard/model";
import { z } from "zod";

export const stateEntry = stateEntrySchema.extend({
  value: z.unknown().meta({ description: "Any JSON value." }),
});

export const stateList = z.object({
  items: z.array(
    stateEntrySchema.omit({ value: true, realmId: true }).extend({
      start: z.string().describe("The first 200 characters of the value as JSON."),
    }),
  ),
  next: z.string().nullable().describe("Send it as `cursor` for the next page."),
});

/** Schemas that the OpenAPI document names. */
export const stateComponents: [z.ZodType, string][] = [
  [stateEntry, "StateEntry"],
  [stateList, "StateList"],
];
