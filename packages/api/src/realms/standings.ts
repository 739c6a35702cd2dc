import { type Realm, type RealmClosure, removedAt } from "@scriptyard/model";
import type { Services } from "../context.ts";

/** A realm in the list of all. */
export type RealmStanding = {
  name: string;
  title: string;
  hostId: string;
  hostTitle: string;
  state: "open" | RealmClosure;
  /** Since when it is closed; null: it is open. */
  closedAt: number | null;
  /** When it goes for good; null: it does not. */
  removedAt: number | null;
  scripts: number;
  /** The newest run, save or publish; null: there was none. */
  lastActivityAt: number | null;
  createdAt: number;
};

export async function realmStandings({
  store,
  runner,
}: Pick<Services, "store" | "runner">): Promise<RealmStanding[]> {
  const [realms, figures] = await Promise.all([store.realms.list(), store.realms.figures()]);
  const known = new Map(figures.map((one) => [one.realmId, one]));
  return realms.map((realm) => {
    const { scripts = 0, lastRunAt = null, lastChangeAt = null } = known.get(realm.id) ?? {};
    const times = [lastRunAt, lastChangeAt].filter((at) => at !== null);
    const lastActivityAt = times.length === 0 ? null : Math.max(...times);
    return { ...standingOf(runner, realm), scripts, lastActivityAt };
  });
}

/** What is known of it alone. */
export function standingOf(
  runner: Services["runner"],
  realm: Realm,
): Omit<RealmStanding, "scripts" | "lastActivityAt"> {
  const { name, title, hostId, closed, createdAt } = realm;
  const host = runner.realms.hosts().find((one) => one.id === hostId);
  return {
    name,
    title,
    hostId,
    // Of a host that this server does not have any more.
    hostTitle: host?.title ?? hostId,
    state: closed?.as ?? "open",
    closedAt: closed?.at ?? null,
    removedAt: removedAt(realm),
    createdAt,
  };
}
