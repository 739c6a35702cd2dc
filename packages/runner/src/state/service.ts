import { createStateCopy, type StateService } from "@scriptyard/host-kit";
import { kindOfHook, type Realm, type StatePlace, type StateScope } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { RunInput } from "../engine/run.ts";
import { specifierOf } from "../engine/runnable.ts";
import type { StateLine } from "./line.ts";

export type StateServicePorts = { store: Pick<Store, "state">; stateLine: StateLine; clock: () => number };

type Run = {
  runnable: RunInput["runnable"];
  flow: RunInput["flow"] | undefined;
  /** As the product told it; null where nobody is known. */
  userId: string | null;
};

/** State for one run. Whose it is is said here: a script names a scope, never an owner. */
export function stateService({ stateLine }: StateServicePorts, run: Run): StateService {
  return {
    async act(spot, deed) {
      const place = { ...spot, owner: ownerOf(run, spot.scope) };
      const answer = await stateLine.act(run.runnable.realm.id, { ...place, ...deed });
      if (!answer.ok) throw new TypeError(answer.message);
      return answer.value;
    },
  };
}

/** The same for a run that is only tried: it reads what is kept, and what it writes is forgotten with it. */
export function triedStateService({ store, clock }: StateServicePorts, run: Run): StateService {
  const realmId: Realm["id"] = run.runnable.realm.id;
  return createStateCopy({
    now: clock,
    async read(spot) {
      const place: StatePlace = { ...spot, owner: ownerOf(run, spot.scope) };
      const [answer] = await store.state.apply({ realmId, nowMs: clock(), room: { keys: 0, bytes: 0 } }, [
        { ...place, act: "get" },
      ]);
      return answer?.ok && answer.value !== null ? { value: answer.value, expiresAt: null } : null;
    },
  });
}

/** Characters of a user's id that are kept: products make them, and they are part of an index. */
const longestOwner = 250;

/** @throws TypeError where the run has no such owner */
function ownerOf({ runnable, flow, userId }: Run, scope: StateScope): string {
  const { script, host, hook } = runnable;
  switch (scope) {
    case "script":
      return specifierOf(script);
    case "module":
      return script.module;
    case "flow":
      // The scripts of a flow's nodes are in the module that is named after it.
      if (flow || kindOfHook(host.flowKinds, hook)) return script.module;
      throw new TypeError('scope "flow" is for scripts of a flow\'s nodes; take "module"');
    case "user":
      if (userId === null || userId === "")
        throw new TypeError('scope "user" needs a user, and this run has none: its context has no user.id');
      if (userId.length > longestOwner)
        throw new TypeError(`scope "user": the user's id has more than ${longestOwner} characters`);
      return userId;
    case "realm":
      return "";
  }
}
