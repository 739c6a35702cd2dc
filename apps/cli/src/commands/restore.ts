import { Command } from "commander";
import type { Env } from "../env.ts";
import { serverProcess } from "../server/process.ts";

type Options = { data: string };

/** `scriptyard restore`: a backup in the place of a server's data. */
export function restore(env: Env): Command {
  return new Command("restore")
    .description("Put a backup in the place of a server's data. The server must not be running.")
    .argument("<folder>", "folder that `scriptyard backup` made")
    .option("--data <folder>", "data folder", env.dataDir)
    .addHelpText(
      "after",
      "\nThe backup is checked first; what was there is kept beside it under another name.",
    )
    .action((folder: string, options: Options) =>
      serverProcess(["restore", folder], { SCRIPTYARD_DATA: options.data }),
    );
}
