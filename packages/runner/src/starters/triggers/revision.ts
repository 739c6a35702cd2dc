import { createHash } from "node:crypto";
import type { Trigger } from "@scriptyard/model";

/**
 * What whoever changes a trigger has looked at: another one as soon as somebody saved its settings. Whether it is switched on
 * is none of them: it has a switch of its own, and failures turn that too.
 */
export function revisionOf({ name, description, scriptId, config, failureLimit }: Trigger): string {
  const settings = JSON.stringify([name, description, scriptId, config, failureLimit]);
  return createHash("sha256").update(settings).digest("base64url").slice(0, 22);
}
