import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../testing/folder.ts";
import { watchInstallation } from "./watch-installation.ts";

test("of what lies beside a product's file, or below, code is followed, and its data is not", async () => {
  using folder = folderWith({
    "config/scriptyard.config.json": {},
    "product/accounts.ts": "export default {};",
    "product/accounts.db": "",
    "product/lib/names.mts": "",
    "product/lib/names.sqlite": "",
  });
  let changes = 0;
  using _watching = watchInstallation({
    file: join(folder.path, "config/scriptyard.config.json"),
    code: { scriptFolders: new Map(), productFiles: [join(folder.path, "product/accounts.ts")] },
    dataDir: join(folder.path, "data"),
    changed: async () => {
      changes += 1;
    },
    failed: (error) => {
      throw error;
    },
  });
  const write = (path: string) => writeFileSync(join(folder.path, path), "// changed");
  // Telling a file apart takes no time: what counts is told well within a second.
  const later = () => new Promise((resolve) => setTimeout(resolve, 1_000));
  for (const data of ["product/accounts.db", "product/accounts.db-wal", "product/lib/names.sqlite"])
    write(data);
  await later();
  expect(changes).toBe(0);
  write("product/accounts.ts");
  await expect.poll(() => changes, { timeout: 20_000 }).toBe(1);
  write("product/lib/names.mts");
  await expect.poll(() => changes, { timeout: 20_000 }).toBe(2);
});
