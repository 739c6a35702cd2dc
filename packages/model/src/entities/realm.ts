import { z } from "zod";
import { allowedHostsSchema } from "../allowed-hosts.ts";
import { idSchema } from "../id-schema.ts";
import { jsonSchema } from "../json.ts";
import { slug } from "../names.ts";
import { realmPolicySchema } from "../security-level-policy.ts";
import { ms } from "./common.ts";

/** `archived`: it can be read, and nothing of it runs. `deleted`: so too, until its days are over. */
export const realmClosures = ["archived", "deleted"] as const;
export type RealmClosure = (typeof realmClosures)[number];

/** Days in which a deleted realm can be taken back; then it is removed with all it has. */
export const deletedRealmDays = 7;

/** A tenant: its own flows, scripts, libraries and members. */
export const realmSchema = z.object({
  id: idSchema("rlm"),
  name: slug,
  title: z.string().min(1).max(120),
  /** Which host definition its scripts extend, e.g. `identity`. */
  hostId: z.string(),
  /** IANA zone, e.g. `Europe/Vienna`. */
  timeZone: z.string(),
  /** JSON Schema of `settings`; becomes the type of `context.realm.settings`. */
  settingsSchema: z.record(z.string(), jsonSchema),
  settings: z.record(z.string(), jsonSchema),
  /** Hosts (`example.com`) that links and redirects may point to, at any port. */
  allowedHosts: allowedHostsSchema,
  /** Security levels; absent = the built-in ones, `production` for every script. */
  policy: realmPolicySchema.optional(),
  /** The last time somebody changed title, zone, hosts or settings here; absent = never. `revision` counts such changes. */
  lastChange: z.object({ revision: z.int().min(1), at: ms, by: idSchema("usr").nullable() }).optional(),
  /** Absent: it is open. Else what it is, since when, and who did it. */
  closed: z.object({ as: z.enum(realmClosures), at: ms, by: idSchema("usr").nullable() }).optional(),
  createdAt: ms,
});
export type Realm = z.infer<typeof realmSchema>;

/** When a realm that was closed goes for good; null where it does not. */
export function removedAt({ closed }: Pick<Realm, "closed">): number | null {
  return closed?.as === "deleted" ? closed.at + deletedRealmDays * 86_400_000 : null;
}
