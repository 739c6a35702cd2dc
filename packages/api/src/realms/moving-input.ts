import { Buffer } from "node:buffer";
import { Fault, prose, quotas } from "@scriptyard/model";
import { moveBounds } from "@scriptyard/runner/realm-archive";
import { z } from "zod";
import { realmName } from "../scope/scope.ts";

/** `scripts/login/terms`, or what stands before a slash of one. */
const key = z.string().max(200);
/** As many as one realm can have: each row of the largest plan may be ticked by itself. */
const mostKeys = quotas.scripts.most + quotas.flows.most + quotas.triggers.most + 2;
const keys = z.array(key).max(mostKeys);

/** What of a realm: left out, all of it. */
export const moveSelection = { only: keys.optional(), except: keys.optional() };

/** Characters of an archive of the most bytes there may be. */
const packedCharacters = Math.ceil(moveBounds.packedBytes / 3) * 4;

/** An archive as JSON can carry it, and the realm that it is for. */
export const archiveFor = {
  realm: realmName,
  /** Base64. */
  archive: z.base64({ error: "must be an archive in base64" }).max(packedCharacters),
};

export const importInput = z.strictObject({
  ...archiveFor,
  ...moveSelection,
  basedOn: z.string().max(64),
  overwrite: keys.optional(),
  note: prose(500).optional(),
});

export const bytesOf = (archive: string): Uint8Array => Buffer.from(archive, "base64");

/** Keys in a query: `only=scripts/login,flows`. @throws Fault `bad_request` */
export function keysIn(query: URLSearchParams, name: "only" | "except" | "overwrite"): string[] | undefined {
  const given = query
    .getAll(name)
    .flatMap((part) => part.split(","))
    .filter((part) => part !== "");
  if (given.length === 0) return undefined;
  const parsed = keys.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Fault("bad_request", `${name}: ${parsed.error.issues[0]!.message}.`);
}
