import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ScriptDefault } from "@scriptyard/host-kit";
import { scriptPathOf } from "./script-path.ts";

/** What became of one default script: never overwritten, whatever lies there. */
export type Extracted = { path: string; outcome: "written" | "kept" | "differs" };

/** Writes default scripts as files, for people who want to start from them. A file that is there stays as it is. */
export async function extractDefaults(
  folder: string,
  scripts: readonly ScriptDefault[],
): Promise<Extracted[]> {
  const extracted: Extracted[] = [];
  for (const script of scripts) {
    const path = scriptPathOf({ ...script, realm: null });
    extracted.push({ path, outcome: await extractOne(join(folder, path), script.source) });
  }
  return extracted;
}

async function extractOne(file: string, source: string): Promise<Extracted["outcome"]> {
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, source, { flag: "wx" });
    return "written";
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    // What is not as long is not the same, however long it is.
    const there = await stat(file);
    if (!there.isFile() || there.size !== Buffer.byteLength(source)) return "differs";
    return (await readFile(file, "utf8").catch(() => null)) === source ? "kept" : "differs";
  }
}
