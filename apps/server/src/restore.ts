import { join, resolve } from "node:path";
import { noteRestored } from "@scriptyard/serving/data-folder";
import { startProblem } from "@scriptyard/serving/start-error";
import { readBackupManifest, restoreBackup } from "@scriptyard/store";
import { readDataSettings } from "./configured.ts";
import { installKey, planKey } from "./restore-key.ts";

/** `main.js restore <folder> [--without-key]`: puts a backup in the place of the data, while no server runs on it. */
export async function restore(args: readonly string[]): Promise<void> {
  process.umask(0o077);
  try {
    const { dataDir } = await readDataSettings();
    const withoutKey = args.includes("--without-key");
    const [named] = args.filter((arg) => arg !== "--without-key");
    if (!named) throw new Error("Name the folder of the backup.");
    const folder = resolve(named);
    const now = Date.now();
    const plan = await planKey({ folder, dataDir, manifest: await readBackupManifest(folder), withoutKey });
    const restored = await restoreBackup(folder, join(dataDir, "scriptyard.db"), now);
    await noteRestored(dataDir, plan.trust);
    const kept = [...restored.kept, ...(await installKey(plan, dataDir, now))];
    console.log(`Restored the backup of ${new Date(restored.madeAt).toISOString()} into ${dataDir}.`);
    for (const path of kept) console.log(`What was there is kept as ${path}.`);
    for (const line of plan.notes) console.log(line);
  } catch (error) {
    console.error(startProblem(error, null) ?? (error instanceof Error ? error.message : String(error)));
    process.exitCode = 1;
  }
}
