import { join, resolve } from "node:path";
import { restoreBackup } from "@scriptyard/store";
import { readEnv } from "./env.ts";
import { startProblem } from "./start-error.ts";

/** `main.js restore <folder>`: puts a backup in the place of the data, while no server runs on it. */
export async function restore(folder: string | undefined): Promise<void> {
  try {
    const env = readEnv();
    if (!folder) throw new Error("Name the folder of the backup.");
    const restored = await restoreBackup(resolve(folder), join(env.dataDir, "scriptyard.db"));
    console.log(`Restored the backup of ${new Date(restored.madeAt).toISOString()} into ${env.dataDir}.`);
    for (const path of restored.kept) console.log(`What was there is kept as ${path}.`);
  } catch (error) {
    console.error(startProblem(error, null) ?? (error instanceof Error ? error.message : String(error)));
    process.exitCode = 1;
  }
}
