import { createHash } from "node:crypto";
import type { JsonObject } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { isObject } from "@scriptyard/model";
import type { Constant } from "@scriptyard/sandbox";

/** Arguments of a run, what rarely changes set apart: the sandbox prepares that once and not for every run. */
export type SplitArgs = { args: Json[]; constants: Constant[] };

/**
 * Sets `realm.settings` of a context apart: most of its bytes, the same in every run until somebody edits the realm. The
 * script finds it as the realm's last member.
 *
 * @example splitConstants([{ realm: { id: "rlm_1", settings: { plan: "pro" } } }])
 * // { args: [{ realm: { id: "rlm_1" } }], constants: [{ argument: 0, path: ["realm", "settings"], id: "…", value: … }] }
 */
export function splitConstants(args: readonly Json[]): SplitArgs {
  const constants: Constant[] = [];
  const rest = args.map((arg, argument) => {
    if (!isObject(arg) || !isObject(arg.realm) || !isObject(arg.realm.settings)) return arg;
    const { settings, ...realm } = arg.realm;
    constants.push({ argument, path: ["realm", "settings"], id: hashOf(settings), value: settings });
    return { ...arg, realm };
  });
  return { args: rest, constants };
}

/** By identity: a realm's settings are the same object until they are written again. */
const hashes = new WeakMap<JsonObject, string>();

function hashOf(value: JsonObject): string {
  let hash = hashes.get(value);
  if (hash === undefined) {
    hash = createHash("sha256").update(JSON.stringify(value)).digest("base64url");
    hashes.set(value, hash);
  }
  return hash;
}
