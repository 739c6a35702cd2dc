import { join } from "node:path";
import { builtIn, type Installation } from "@scriptyard/installation";
import { newId } from "@scriptyard/model";
import { createStore, type Store } from "@scriptyard/store";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readEnv } from "./env.ts";
import { startServer } from "./start.ts";
import { admin, dataFolder, signIn } from "./testing/running.ts";

const data = dataFolder();
afterAll(() => data.remove());

const start = (change: Partial<Installation> = {}) => {
  const env = readEnv({
    SCRIPTYARD_PORT: "0",
    SCRIPTYARD_WORKERS: "1",
    SCRIPTYARD_DATA: data.path,
    SCRIPTYARD_SCRIPTS: join(data.path, "scripts"),
  });
  return startServer({ ...env, admin }, pino({ level: "silent" }), { ...builtIn, ...change });
};

/** What is done to the data while no server runs. */
async function inData<T>(work: (store: Store) => Promise<T>): Promise<T> {
  await using store = await createStore({ file: join(data.path, "scriptyard.db") });
  return await work(store);
}

const closeArena = (as: "archived" | "deleted" | null) =>
  inData(async (store) => {
    const realm = (await store.realms.byName("arena"))!;
    const closed = as === null ? null : { as, at: Date.now(), by: null };
    await store.realms.close(realm.id, closed, realm.closed?.as ?? null);
  });

beforeAll(async () => {
  await (await start()).stop();
});

test("a realm whose host is gone stops the start, unless it was deleted: then it waits for its end", async () => {
  const without: Partial<Installation> = {
    hosts: builtIn.hosts.filter(({ id }) => id !== "wargame"),
    realms: [],
    demo: false,
    config: "scriptyard.config.ts",
  };
  await closeArena("archived");
  await expect(start(without)).rejects.toThrow(
    /arena needs the host "wargame"\n.*`hosts` of scriptyard\.config\.ts.*\n.*delete them under Settings/,
  );
  await closeArena("deleted");
  const server = await start(without);
  try {
    const { client } = await signIn(server.url);
    const standings = await client.realms.standing.query();
    expect(standings.find(({ name }) => name === "arena")).toMatchObject({
      state: "deleted",
      hostTitle: "wargame",
    });
    expect((await client.realms.list.query()).map(({ name }) => name)).toContain("arena");
    await expect(client.realms.restore.mutate({ realm: "arena" })).rejects.toThrow(
      /host "wargame", which this server does not have/,
    );
  } finally {
    await server.stop();
  }
  await inData(async (store) => {
    expect(await store.realms.prune(Date.now() + 1)).toEqual(["arena"]);
  });
});

test("a realm of the configuration is made with its host's scripts; one that people made stays theirs", async () => {
  const common = { title: "X", timeZone: "UTC", settingsSchema: {}, settings: {}, allowedHosts: [] };
  const realm = (name: string) => ({ ...common, name, hostId: "orders" });
  const parts = (store: Store) => async (name: string) => {
    const { id } = (await store.realms.byName(name))!;
    const [scripts, flows, triggers] = await Promise.all([
      store.scripts.heads(id),
      store.flows.list(id),
      store.triggers.list(id),
    ]);
    return { scripts: scripts.length, flows: flows.length, triggers: triggers.length };
  };
  await inData(async (store) => {
    for (const name of ["theirs", "closed"])
      await store.realms.create({ ...realm(name), id: newId("rlm"), createdAt: 1 });
    const { id } = (await store.realms.byName("closed"))!;
    await store.realms.close(id, { as: "archived", at: Date.now(), by: null }, null);
  });
  const realms = ["theirs", "closed", "ours"].map(realm);
  for (let starts = 0; starts < 2; starts++) await (await start({ realms, demo: false })).stop();
  await inData(async (store) => {
    const partsOf = parts(store);
    const nothing = { scripts: 0, flows: 0, triggers: 0 };
    expect(await partsOf("theirs")).toEqual(nothing);
    expect(await partsOf("closed")).toEqual(nothing);
    const { defaults } = builtIn.hosts.find(({ id }) => id === "orders")!;
    expect(await partsOf("ours")).toMatchObject({ scripts: defaults.length });
  });
});

test("scripts of a closed realm need not fit a changed host: nothing of them runs", async () => {
  const realm = await inData(async (store) => (await store.realms.byName("acme"))!);
  await inData(async (store) => {
    // As after a change of the host: what they read of it is not there.
    await store.realms.update(realm.id, {
      settingsSchema: { type: "object", properties: {}, additionalProperties: false },
      settings: {},
    });
    await store.meta.set("host.declarations.identity", "as it was");
  });
  const config = "scriptyard.config.ts";
  await expect(start({ config })).rejects.toThrow("published scripts do not fit it any more");
  await inData((store) => store.realms.close(realm.id, { as: "archived", at: Date.now(), by: null }, null));
  await (await start({ config })).stop();
});
