import { secretPlaceSchema, secretSchema } from "@scriptyard/model";
import { z } from "zod";

export const secretList = z.object({
  items: z.array(secretSchema).describe("Without their values, which nothing answers."),
  missing: z
    .array(z.object({ name: z.string(), usedBy: z.array(z.string()) }))
    .describe("Names that live scripts ask for and the realm does not have."),
});

export const secretSet = secretPlaceSchema.extend({ version: z.int().describe("The one in use now.") });

/** Schemas that the OpenAPI document names. */
export const secretComponents: [z.ZodType, string][] = [
  [secretList, "SecretList"],
  [secretSet, "SecretSet"],
];
