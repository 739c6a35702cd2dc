import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readWithin } from "./read-within.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scriptyard-read-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("what fits is read whole", async () => {
  const path = join(folder, "fits");
  await writeFile(path, "x".repeat(100_000));
  expect((await readWithin(path, 100_000)).length).toBe(100_000);
});

test("what is longer is refused before it is read, also where only its length is there", async () => {
  const path = join(folder, "sparse");
  const file = await open(path, "w");
  await file.truncate(5_000_000_000);
  await file.close();
  await expect(readWithin(path, 4_000_000)).rejects.toThrow(
    "it may have 4000000 bytes and has 5000000000; make it shorter",
  );
});

test.runIf(process.platform !== "win32")("what has no end is read as far as the bound", async () => {
  await expect(readWithin("/dev/zero", 200_000)).rejects.toThrow("has more than that");
});

test("a folder and a file that is not there say so", async () => {
  await expect(readWithin(folder, 10)).rejects.toThrow("it is a folder");
  await expect(readWithin(join(folder, "gone"), 10)).rejects.toThrow("ENOENT");
});
