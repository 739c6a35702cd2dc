import { expect, test } from "vitest";
import { createStore } from "../index.ts";
import { aRealm, aScript } from "../testing/fixtures.ts";
import { tempFolder } from "../testing/temp-folder.ts";

test("others are served while a realm with much in it is made, and see it whole or not at all", async () => {
  using folder = tempFolder();
  await using store = await createStore({ file: folder.file("x.db") });
  const realm = aRealm();
  const scripts = Array.from({ length: 300 }, (_, n) => ({
    script: aScript(realm, { name: `script-${n}` }),
    draft: { source: "x".repeat(100_000), userId: null },
    samples: [],
  }));
  let done = false;
  const made = store.realms
    .create(realm, { scripts, versions: [], events: [], flows: [], flowDrafts: [], triggers: [] })
    .finally(() => {
      done = true;
    });
  let answers = 0;
  while (!done) {
    await new Promise((resolve) => setImmediate(resolve));
    if (done) break;
    expect(await store.realms.byId(realm.id)).toBeNull();
    answers++;
  }
  expect(await made).toEqual(realm);
  expect(answers).toBeGreaterThan(5);
  expect(await store.scripts.heads(realm.id)).toHaveLength(300);
});
