import type { EventHub } from "../events/hub.ts";

/** Somebody who has a script open; one entry however many tabs. */
export type Present = { userId: string; name: string; state: "viewing" | "editing" };

export type Beat = {
  realmId: string;
  scriptId: string;
  userId: string;
  name: string;
  /** Tells a person's tabs apart. */
  tab: string;
  state: Present["state"] | "gone";
};

/** Who has which script open just now. In memory only: who does not say so again is gone. */
export interface Presence extends Disposable {
  /** Notes it, tells the stream when something changed, and answers who is there. */
  beat(beat: Beat): Present[];
  /** Who has it open just now. */
  present(scriptId: string): Present[];
  /** Drops those who were silent for too long. Done by itself while anybody is there. */
  sweep(): void;
  rooms(): number;
}

/** Silent for so long is gone; beats come every 20 s. */
const goneMs = 45_000;
const sweepMs = 10_000;
/** More rooms or tabs than this nobody looks at: the one that was silent longest makes room. */
const mostRooms = 2_000;
const mostTabs = 40;

type Room = { realmId: string; tabs: Map<string, Present & { at: number }>; told: string };

export function createPresence({ hub, clock }: { hub: EventHub; clock: () => number }): Presence {
  const rooms = new Map<string, Room>();
  let timer: NodeJS.Timeout | undefined;

  const settle = (scriptId: string, room: Room): Present[] => {
    const people = peopleIn(room);
    const now = JSON.stringify(people);
    if (now !== room.told) hub.publish({ type: "presence", realmId: room.realmId, scriptId, people });
    room.told = now;
    if (room.tabs.size === 0) rooms.delete(scriptId);
    if (rooms.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
    return people;
  };
  const sweep = () => {
    for (const [scriptId, room] of rooms) {
      for (const [tab, { at }] of room.tabs) if (clock() - at > goneMs) room.tabs.delete(tab);
      settle(scriptId, room);
    }
  };

  return {
    beat({ realmId, scriptId, userId, name, tab, state }) {
      const room: Room = rooms.get(scriptId) ?? { realmId, tabs: new Map(), told: "[]" };
      const key = `${userId}/${tab}`;
      // Set anew, so that the first of each map is the one that was silent longest.
      room.tabs.delete(key);
      if (state !== "gone") room.tabs.set(key, { userId, name, state, at: clock() });
      rooms.delete(scriptId);
      rooms.set(scriptId, room);
      if (room.tabs.size > mostTabs) room.tabs.delete(room.tabs.keys().next().value!);
      if (rooms.size > mostRooms) {
        const [oldest, left] = rooms.entries().next().value!;
        left.tabs.clear();
        settle(oldest, left);
      }
      timer ??= setInterval(sweep, sweepMs).unref();
      return settle(scriptId, room);
    },
    present(scriptId) {
      const room = rooms.get(scriptId);
      return room === undefined ? [] : peopleIn(room);
    },
    sweep,
    rooms: () => rooms.size,
    [Symbol.dispose]() {
      clearInterval(timer);
      rooms.clear();
    },
  };
}

/** By name; who edits in one of several tabs edits. */
function peopleIn({ tabs }: Room): Present[] {
  const people = new Map<string, Present>();
  for (const { userId, name, state } of tabs.values())
    if (people.get(userId)?.state !== "editing") people.set(userId, { userId, name, state });
  return [...people.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
