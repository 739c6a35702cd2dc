import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { CommandError } from "../command-error.ts";

/** Asks on the terminal without showing what is typed. */
export async function askPassword(question: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new CommandError("There is no terminal to ask for the password. Set SCRIPTYARD_ADMIN_PASSWORD.");
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      terminal.once("line", resolve);
      // Ctrl+C, or the end of the input.
      terminal.once("SIGINT", () => reject(new CommandError("Cancelled.")));
      terminal.once("close", () => reject(new CommandError("No password was typed.")));
    });
  } finally {
    terminal.close();
    process.stderr.write("\n");
  }
}
