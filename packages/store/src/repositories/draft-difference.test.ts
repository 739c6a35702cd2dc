import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { createStore } from "../index.ts";
import { loadMigrations } from "../migrations.ts";
import { aPublish, seedScript } from "../testing/fixtures.ts";
import { tempFolder } from "../testing/temp-folder.ts";

test("differences of before they were kept are found when the store is opened", async () => {
  using folder = tempFolder();
  const file = folder.file("scriptyard.db");
  const store = await createStore({ file });
  const pairs: [live: string | null, draft: string][] = [
    ["a", "a"],
    ["a", "b"],
    ["a\r\nb", "a\nb"],
    ["a\nb", "a\nb\n"],
    [null, "a"],
  ];
  for (const [live, draft] of pairs) {
    const { script } = await seedScript(store, live ?? "x");
    if (live !== null) await store.versions.publish(aPublish(script, { source: live }));
    await store.drafts.save({
      scriptId: script.id,
      source: draft,
      baseRevision: 1,
      userId: null,
      nowMs: 5_000,
    });
  }
  await store.close();
  const raw = new Database(file);
  const kept = () =>
    raw.prepare<[], { draft_differs: number }>("select draft_differs from scripts order by rowid").all();
  const before = kept();
  expect(before.map((row) => row.draft_differs)).toEqual([0, 1, 0, 1, 0]);
  raw.prepare("update scripts set draft_differs = 0").run();
  const backfill = loadMigrations("sqlite", "main")
    .flatMap(({ statements }) => statements)
    .find((text) => text.includes("SET `draft_differs`"));
  raw.prepare(backfill!).run();
  expect(kept()).toEqual(before);
  raw.close();
});
