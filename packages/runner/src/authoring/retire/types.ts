import type { Script } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import type { Retired, RetireRequest } from "./retire.ts";

/** The end of what was live. */
export interface RunnerRetirement {
  /** Takes away what is live; refused while others use it and nothing stands in, unless `anyway`. */
  retire(input: RetireRequest, actor: Actor): Promise<Retired>;
  /** Deletes a script that nothing uses and of which no version is live, with its history. */
  removeScript(script: Script, actor: Actor): Promise<void>;
}
