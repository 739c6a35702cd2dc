import { Command } from "commander";
import type { Env } from "../env.ts";
import { serverProcess } from "../server/process.ts";

const details = `
For the one who set the server up and lost the password; other members get a link from an admin (Settings, Members).
The link sets a new password, once, within 72 hours. The old password, the account's sessions and earlier links end; a
disabled account is enabled, and the one named becomes admin.
  scriptyard reset-admin                         the only admin
  scriptyard reset-admin ada@acme.example`;

/** `scriptyard reset-admin`: a way in for an admin who has none. */
export function resetAdmin(env: Env): Command {
  return new Command("reset-admin")
    .description("Print a one-time link for an admin who cannot sign in. The server must not be running.")
    .argument("[email]", "the account; needed where there are several admins")
    .option("--data <folder>", "data folder", env.dataDir)
    .addHelpText("after", details)
    .action((email: string | undefined, { data }: { data: string }) =>
      serverProcess(["reset-admin", ...(email === undefined ? [] : [email])], { SCRIPTYARD_DATA: data }),
    );
}
