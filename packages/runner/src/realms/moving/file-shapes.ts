import {
  allowedHostsSchema,
  callMocksSchema,
  failureLimit,
  flowGraphShape,
  isSpecifier,
  type Json,
  label,
  languageId,
  partialLimitsSchema,
  prose,
  realmPolicySchema,
  scriptName,
  slug,
  triggerKind,
} from "@scriptyard/model";
import { z } from "zod";

/** The version of the format that is written; earlier ones would be read too. */
export const formatVersion = 1;

const specifier = z.string().refine(isSpecifier, { error: "write module/name" });
/** Its own schemas decide what it may be, where it is used. */
const json = z.unknown() as z.ZodType<Json>;
const digest = z.string().max(64);

/** `scriptyard.json`. */
export const manifestShape = z.strictObject({
  format: z.literal("scriptyard-realm"),
  version: z.literal(formatVersion, {
    error: `must be ${formatVersion}; other versions are read by other versions of Scriptyard`,
  }),
  realm: slug,
  title: label(120),
  host: z.string().max(80),
  whole: z.boolean(),
  secrets: z.array(z.string().max(4_000)).max(4_000),
  liveBefore: z.record(specifier, z.array(digest).max(20)),
});

/** `settings.json`. */
export const settingsShape = z.strictObject({
  timeZone: z.string().max(60),
  allowedHosts: allowedHostsSchema,
  settings: z.record(z.string(), json),
  settingsSchema: z.record(z.string(), json),
});

/** `policy.json`. */
export const policyShape = realmPolicySchema;

/** `scripts/<module>/<name>.json`; its texts stand beside it. */
export const scriptShape = z.strictObject({
  hook: z.string().max(80).nullable(),
  language: languageId,
  description: prose(500),
  limits: partialLimitsSchema,
  securityLevel: slug,
  /** `same`: the text beside it is live too; `other`: `<name>.live.<extension>` is; `none`: nothing is published. */
  live: z.enum(["same", "other", "none"]),
});

/** `scripts/<module>/<name>.samples.json`, as a host's folder has them. */
export const samplesShape = z
  .array(
    z.strictObject({
      name: label(80),
      description: prose(500).default(""),
      args: z.array(json).max(20),
      calls: callMocksSchema.nullable().default(null),
    }),
  )
  .max(100);

/** `flows/<name>.json`: the graph that is live. What is only drawn stays where it is drawn. */
export const flowShape = flowGraphShape.extend({ title: label(120), entry: slug });

/** `triggers/<name>.json`. */
export const triggerShape = z.strictObject({
  kind: triggerKind,
  description: prose(500),
  script: specifier,
  config: z.record(z.string(), json),
  failureLimit,
});

export const nameShapes = { module: scriptName, script: scriptName, flow: slug, trigger: slug };
