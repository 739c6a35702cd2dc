import { Command } from "commander";
import type { Env } from "../env.ts";
import { serverProcess } from "../server/process.ts";

type Options = { data: string; withoutKey?: boolean };

const details = `
The backup is checked first; what was there is kept beside it under another name.
Secrets of signed endpoints open with the seal.key they were made with: the one in the backup (backup --with-key), or one
that lies in the data folder already. Where neither fits, nothing is changed and it says which secrets would be lost.`;

/** `scriptyard restore`: a backup in the place of a server's data. */
export function restore(env: Env): Command {
  return new Command("restore")
    .description("Put a backup in the place of a server's data. The server must not be running.")
    .argument("<folder>", "folder that `scriptyard backup` made")
    .option("--data <folder>", "data folder", env.dataDir)
    .option("--without-key", "accept that secrets sealed with a key that is not there are lost")
    .addHelpText("after", details)
    .action((folder: string, options: Options) =>
      serverProcess(["restore", folder, ...(options.withoutKey ? ["--without-key"] : [])], {
        SCRIPTYARD_DATA: options.data,
      }),
    );
}
