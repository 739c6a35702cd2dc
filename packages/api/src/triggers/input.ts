import { failureLimit, type Json, prose, slug } from "@scriptyard/model";
import { z } from "zod";

/** The runner checks it against the kind's own schema, with paths in its messages. */
export const config = z
  .record(z.string(), z.unknown())
  .transform((value) => value as { [field: string]: Json });

/** Left out where nobody looked at anything. */
export const basedOn = z
  .string()
  .max(60)
  .optional()
  .describe("The `revision` that was looked at: refused as a conflict when somebody saved since.");

/** Of a change; a new trigger has a name, a configuration, and its script by id or by name. */
export const changeFields = {
  name: slug.optional(),
  description: prose(500).optional(),
  scriptId: z.string().max(60).optional(),
  script: z
    .string()
    .max(200)
    .optional()
    .describe(
      "Instead of `scriptId`: module/name, also of a script that only a file or the host has so far.",
    ),
  config: config.optional(),
  enabled: z.boolean().optional(),
  failureLimit: failureLimit.optional(),
  secret: z
    .string()
    .max(1_000)
    .optional()
    .describe(
      "Of an endpoint that takes signatures: the secret that its sender gave out. Left out, one is made and shown once.",
    ),
};

/** The same as a form sends it: judged by the runner, all at once with the configuration. */
export const formFields = {
  ...changeFields,
  name: z.string().max(200).optional(),
  failureLimit: z.number().optional(),
};
