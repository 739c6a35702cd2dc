import { Fault, type Realm, type RealmClosure, removedAt } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../actor.ts";
import type { Triggers } from "../starters/triggers/types.ts";
import { createRealm } from "./create.ts";
import { importDifference } from "./moving/difference.ts";
import { exportRealm } from "./moving/export.ts";
import { importRealm, planImport } from "./moving/import.ts";
import type { MovingPorts } from "./moving/ports.ts";
import { tellRealm, tellRemoved } from "./tell.ts";
import type { Realms } from "./types.ts";

type Parts = {
  ports: MovingPorts;
  triggers: Pick<Triggers, "seed" | "followRealm" | "followZone" | "reload">;
  /** Waits for what is under way when the runner closes. */
  track: <T>(job: () => Promise<T>) => Promise<T>;
};

export function createRealms(parts: Parts): Realms {
  const { ports } = parts;
  /** Names are claimed in turn: two who ask at once for the same cannot both have it, and the last two are not both deleted. */
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const mine = parts.track(() => queue.then(job));
    queue = mine.catch(() => {});
    return mine;
  };
  const create: Realms["create"] = (input, actor) => createRealm(ports, parts.triggers, input, actor);
  const realmOf = async (name: string): Promise<Realm> => {
    ports.catalog.forget();
    return ports.catalog.anyRealm(name);
  };

  return {
    hosts: () =>
      ports.hosts.all.map(({ id, title, description, defaults, newRealm }) => ({
        id,
        title,
        description,
        scripts: defaults.length,
        flows: newRealm.flows.length,
      })),
    create: (input, actor) => inTurn(() => create(input, actor)),
    ensure: (input, actor) =>
      inTurn(async () => {
        const there = await ports.store.realms.byName(input.name);
        if (there !== null) return { realm: there, created: false };
        return { realm: await create(input, actor), created: true };
      }),
    archive: (name, actor) =>
      inTurn(async () => {
        const realm = await realmOf(name);
        if (realm.closed) throw new Fault("conflict", `The realm "${name}" is ${realm.closed.as} already.`);
        const message = "The realm was archived: nothing runs in it.";
        return close(parts, realm, "archived", { act: "archived", message }, actor);
      }),
    remove: (name, typed, actor) =>
      inTurn(async () => {
        const realm = await realmOf(name);
        if (typed !== name)
          throw new Fault("bad_request", `name: type the realm's name, ${name}, to delete it.`);
        if (realm.closed?.as === "deleted")
          throw new Fault("conflict", `The realm "${name}" is deleted already.`);
        await keepOne(ports, realm);
        const message = "The realm was deleted. It can be taken back for seven days.";
        return close(parts, realm, "deleted", { act: "deleted", message }, actor);
      }),
    restore: (name, actor) =>
      inTurn(async () => {
        const realm = await realmOf(name);
        if (!realm.closed) throw new Fault("conflict", `The realm "${name}" is open already.`);
        const until = removedAt(realm);
        if (until !== null && until <= ports.clock())
          throw new Fault("gone", `The days in which the realm "${name}" could be taken back are over.`);
        if (!ports.hosts.all.some(({ id }) => id === realm.hostId))
          throw new Fault(
            "conflict",
            `The realm "${name}" is of the host "${realm.hostId}", which this server does not have.`,
          );
        const message = `The realm, which was ${realm.closed.as}, was taken back.`;
        return close(parts, realm, null, { act: "restored", message }, actor);
      }),
    export: (name, selection, actor) => parts.track(() => exportRealm(ports, name, selection, actor)),
    planImport: (input, actor) => parts.track(() => planImport(ports, input, actor)),
    importDifference: (input) => parts.track(() => importDifference(ports, input)),
    import: (input, actor) => parts.track(() => importRealm(ports, parts.triggers, input, actor)),
    removed: (realm) => parts.track(async () => tellRemoved(ports, realm)),
  };
}

/** From the row's change on every door is closed, or open again; then what runs by itself follows. */
async function close(
  { ports, triggers }: Parts,
  realm: Realm,
  as: RealmClosure | null,
  told: Parameters<typeof tellRealm>[2],
  actor: Actor,
): Promise<Realm> {
  const closed = as === null ? null : { as, at: ports.clock(), by: actor.userId };
  const changed = await ports.store.realms.close(realm.id, closed, realm.closed?.as ?? null);
  if (changed === null)
    throw new Fault("conflict", `Somebody else closed or opened the realm "${realm.name}" just now.`);
  ports.catalog.forget();
  await triggers.followRealm(realm.id);
  tellRealm(ports, changed, told, actor);
  return changed;
}

/** The console needs a realm to show its pages in. */
async function keepOne(ports: { store: Store }, realm: Realm): Promise<void> {
  const others = (await ports.store.realms.list()).filter(
    ({ id, closed }) => id !== realm.id && closed?.as !== "deleted",
  );
  if (others.length > 0) return;
  throw new Fault("conflict", `"${realm.name}" is the only realm there is. Make another one first.`);
}
