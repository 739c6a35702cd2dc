import type { Trigger } from "@scriptyard/model";
import { revisionOf } from "../../revision.ts";

/** Whether it is switched on is no part: it has a switch of its own, and failures turn that too. */
export function triggerRevision({ name, description, scriptId, config, failureLimit }: Trigger): string {
  return revisionOf([name, description, scriptId, config, failureLimit]);
}
