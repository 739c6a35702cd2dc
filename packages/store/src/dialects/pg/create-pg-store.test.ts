import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { afterAll, expect, test } from "vitest";
import { storeContract } from "../../testing/contract.ts";
import { expectFault } from "../../testing/expect-fault.ts";
import { aFailure, aRealm, aScript, seedScript } from "../../testing/fixtures.ts";
import { createPgStore } from "./create-pg-store.ts";

/** Five seconds of processor time to start, so there is one; each opens its store on it, as servers of one database do. */
const client = new PGlite();
afterAll(() => client.close());

const open = (now = Date.now) =>
  createPgStore({ db: drizzle(client), close: async () => {}, name: "PGlite", now });

storeContract("PGlite", open);

test("a number that its column has no room for is the caller's mistake, not a failure of ours", async () => {
  const store = await open();
  const { realm, script } = await seedScript(store);
  const listed = store.executions.list({ realmId: realm.id, version: 2 ** 31 }, { limit: 1 });
  expect((await expectFault(listed, "bad_request")).message).toContain("2147483648");
  await store.executions.insertMany([aFailure(script, "boom")]);
  const { items } = await store.errors.list({ realmId: realm.id }, { limit: 1 });
  const ids = items.map(({ id }) => id);
  const act = { kind: "resolve", version: 2 ** 31 } as const;
  const given = { realmId: realm.id, ids, act, actId: "eac_1", userId: null, liveVersions: {} };
  await expectFault(store.errors.act(given), "bad_request");
  await store.close();
});

// The last one: the columns stay as it has them.
test("no library is left out between two pages where the database sorts names as a language does", async () => {
  const store = await open();
  await client.exec(`
    ALTER TABLE scripts ALTER COLUMN name TYPE text COLLATE "und-x-icu";
    ALTER TABLE scripts ALTER COLUMN module TYPE text COLLATE "und-x-icu";`);
  const realm = await store.realms.create(aRealm());
  for (const name of ["a_c", "a0", "a-b", "aa"])
    await store.scripts.create(
      aScript(realm, { module: "shared", name, hook: null }),
      { source: "1", userId: null },
      [],
    );
  const found: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof store.scripts.libraryTexts>> = await store.scripts.libraryTexts(
      realm.id,
      { after, units: 2 },
    );
    found.push(...page.items.map(({ name }) => name));
    after = page.next;
  } while (after !== null);
  expect(found).toEqual(["a-b", "a0", "a_c", "aa"]);
  await store.close();
});
