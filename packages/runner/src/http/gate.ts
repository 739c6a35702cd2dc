import type { Realm } from "@scriptyard/model";

/** How many calls may be under way. */
export type HttpGate = {
  /** @throws TypeError when the realm, or all of them together, have as many as they may */
  enter(realmId: Realm["id"]): Disposable;
};

/** Each is a connection and up to a megabyte. */
const most = { realm: 20, all: 100 };

export function createGate(): HttpGate {
  const open = new Map<Realm["id"], number>();
  let all = 0;
  return {
    enter(realmId) {
      const own = open.get(realmId) ?? 0;
      if (own >= most.realm)
        throw new TypeError(`scripts of this realm have ${most.realm} calls under way, which is the most`);
      if (all >= most.all) throw new TypeError("too many calls of scripts are under way. Try again shortly");
      open.set(realmId, own + 1);
      all++;
      return {
        [Symbol.dispose]() {
          all--;
          const left = open.get(realmId)! - 1;
          if (left === 0) open.delete(realmId);
          else open.set(realmId, left);
        },
      };
    },
  };
}
