import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sourceLimits } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readScriptFile } from "./read-script-file.ts";
import { fingerprint } from "./watch/scan-folder.ts";

let home: string;
let folder: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "scriptyard-read-"));
  folder = join(home, "scripts");
  await mkdir(join(folder, "m"), { recursive: true });
  await writeFile(join(home, "secret.ts"), "export const secret = 1;");
  await mkdir(join(home, "scripts-of-others"));
  await writeFile(join(home, "scripts-of-others", "near.ts"), "export const near = 1;");
});
afterAll(() => rm(home, { recursive: true, force: true }));

const put = (name: string, content: string | Uint8Array) => writeFile(join(folder, "m", name), content);

test("a file is read with its hash, without a byte-order mark", async () => {
  await put("a.ts", "\ufeffexport const ä = 1;");
  const read = await readScriptFile(folder, "m/a.ts");
  const bytes = await readFile(join(folder, "m", "a.ts"));
  const sum = createHash("sha256").update(bytes).digest("hex");
  expect(read).toMatchObject({ kind: "text", source: "export const ä = 1;", sha256: sum });
});

test("links within the folder are followed, links out of it are refused", async () => {
  await put("target.ts", "export const x = 1;");
  await symlink(join(folder, "m", "target.ts"), join(folder, "m", "inside.ts"));
  await symlink(join(home, "secret.ts"), join(folder, "m", "outside.ts"));
  await symlink("../../secret.ts", join(folder, "m", "relative.ts"));
  // A neighbour whose name begins like the folder's.
  await symlink(join(home, "scripts-of-others", "near.ts"), join(folder, "m", "near.ts"));
  await symlink(join(folder, "m", "loop.ts"), join(folder, "m", "loop.ts"));
  await symlink(home, join(folder, "up"));
  expect(await readScriptFile(folder, "m/inside.ts")).toMatchObject({ kind: "text" });
  for (const path of ["m/outside.ts", "m/relative.ts", "m/near.ts", "up/secret.ts", "../secret.ts"])
    expect(await readScriptFile(folder, path)).toMatchObject({
      kind: "problem",
      problem: expect.stringContaining("outside of the scripts folder"),
    });
  expect(await readScriptFile(folder, "m/loop.ts")).toMatchObject({ kind: "problem" });
});

test("what somebody has begun to write since it was found still is not read", async () => {
  await put("still.ts", "export const a = 1;");
  const state = await fingerprint(join(folder, "m", "still.ts"));
  expect(await readScriptFile(folder, "m/still.ts", state)).toMatchObject({ kind: "text" });
  await put("still.ts", "export const a = 1");
  expect(await readScriptFile(folder, "m/still.ts", state)).toEqual({ kind: "moving" });
  // Gone, and there again; there, and gone again: whoever takes a file away to write it anew is waited for.
  expect(await readScriptFile(folder, "m/still.ts", null)).toEqual({ kind: "moving" });
  await rm(join(folder, "m", "still.ts"));
  expect(await readScriptFile(folder, "m/still.ts", state)).toEqual({ kind: "moving" });
  expect(await readScriptFile(folder, "m/still.ts", null)).toEqual({ kind: "absent" });
});

test("what is no text of a script is refused in words", async () => {
  await put("large.ts", "x".repeat(sourceLimits.bytes + 1));
  await put("largest.ts", "x".repeat(sourceLimits.bytes));
  await put("empty.ts", "");
  await put("latin.ts", Uint8Array.from([0x2f, 0x2f, 0xe4]));
  await mkdir(join(folder, "m", "folder.ts"));
  execFileSync("mkfifo", [join(folder, "m", "pipe.ts")]);
  const problems = async (name: string) => {
    const read = await readScriptFile(folder, `m/${name}.ts`);
    return read.kind === "problem" ? read.problem : read.kind;
  };
  expect(await problems("large")).toBe("The file is larger than 262 144 bytes.");
  expect(await problems("largest")).toBe("text");
  expect(await problems("empty")).toBe("The file is empty.");
  expect(await problems("latin")).toBe("The file is not UTF-8. Save it in that encoding.");
  expect(await problems("folder")).toBe("The file is no ordinary file.");
  expect(await problems("pipe")).toBe("The file is no ordinary file.");
  expect(await problems("nobody")).toBe("absent");
});
