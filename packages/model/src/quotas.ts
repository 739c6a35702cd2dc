/** What a quota is counted over. */
export type QuotaScope = "installation" | "realm" | "script";
export type Quota = { most: number; unit: "count" | "bytes"; per: QuotaScope; what: string; remedy: string };

/**
 * How much people may keep. Generous for work, small enough that nobody fills the disk, and no list grows past what a
 * page can show. Adding past one is refused (`too_large`, with `QuotaDetails`); what is there already stays readable.
 */
export const quotas = {
  users: {
    most: 5_000,
    unit: "count",
    per: "installation",
    what: "members",
    remedy: "Members cannot be removed; ask whoever runs the installation.",
  },
  realms: {
    most: 500,
    unit: "count",
    per: "installation",
    what: "realms",
    remedy: "Delete realms that nobody needs; they count until they are removed for good.",
  },
  tokens: {
    most: 1_000,
    unit: "count",
    per: "installation",
    what: "API tokens in use",
    remedy: "Revoke tokens that nothing uses any more.",
  },
  scripts: {
    most: 2_000,
    unit: "count",
    per: "realm",
    what: "scripts",
    remedy: "Delete scripts that are not live any more.",
  },
  draftBytes: {
    most: 100_000_000,
    unit: "bytes",
    per: "realm",
    what: "drafts",
    remedy: "Shorten drafts, or delete scripts that are not live any more.",
  },
  versionBytes: {
    most: 2_000_000_000,
    unit: "bytes",
    per: "realm",
    what: "versions",
    remedy:
      "Versions are kept for good. Keep large data out of scripts, or go on in a realm of its own; ask whoever runs the installation.",
  },
  flows: { most: 200, unit: "count", per: "realm", what: "flows", remedy: "Delete flows that nobody walks." },
  triggers: { most: 1_000, unit: "count", per: "realm", what: "triggers", remedy: "Remove triggers." },
  samples: { most: 5_000, unit: "count", per: "realm", what: "samples", remedy: "Remove samples." },
  sampleBytes: { most: 50_000_000, unit: "bytes", per: "realm", what: "samples", remedy: "Remove samples." },
  stateKeys: {
    most: 100_000,
    unit: "count",
    per: "realm",
    what: "keys of state",
    remedy: "Give keys a `ttlSeconds`, or delete those that nobody needs under State.",
  },
  stateBytes: {
    most: 50_000_000,
    unit: "bytes",
    per: "realm",
    what: "state",
    remedy: "Give keys a `ttlSeconds`, or delete those that nobody needs under State.",
  },
  secrets: {
    most: 200,
    unit: "count",
    per: "realm",
    what: "secrets",
    remedy: "Remove those that no script names, under Secrets.",
  },
  scriptSamples: {
    most: 100,
    unit: "count",
    per: "script",
    what: "samples",
    remedy: "Remove samples of this script.",
  },
  scriptSampleBytes: {
    most: 3_000_000,
    unit: "bytes",
    per: "script",
    what: "samples",
    remedy: "Remove samples of this script, or make them smaller.",
  },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof quotas;

/** `details` of the refusal. */
export type QuotaDetails = { quota: QuotaName; most: number; used: number; adding: number };
