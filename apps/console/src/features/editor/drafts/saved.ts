import type { DraftSession } from "./draft-session.ts";
import { isDirty } from "./machine.ts";
import { saverOf } from "./saver.ts";

/**
 * Saves what is in the editor and answers its revision.
 *
 * @throws Error with the reason when it cannot be saved, or is in conflict
 */
export function savedDraft(session: DraftSession): Promise<number> {
  session.flush();
  return new Promise((resolve, reject) => {
    let stop = () => {};
    const look = (): boolean => {
      const state = session.state();
      if (state.conflict)
        reject(new Error(`${saverOf(state.conflict.theirs).name} changed the same lines meanwhile.`));
      else if (state.problem && state.inFlight === null) reject(new Error(state.problem.message));
      else if (!isDirty(state) && state.inFlight === null) resolve(state.base.revision);
      else return false;
      stop();
      return true;
    };
    if (!look()) stop = session.subscribe(look);
  });
}
