import { createInterface } from "node:readline/promises";
import { CommandError } from "../command-error.ts";

/**
 * Asks whoever is at a terminal.
 *
 * @param toLook what only looks, named where nobody can be asked
 * @throws CommandError where nobody is, or they said no
 */
export async function confirm(question: string, toLook = "--dry-run"): Promise<void> {
  if (!process.stdin.isTTY)
    throw new CommandError(`Nothing was written: say --yes to write this, or ${toLook} to look only.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new AbortController();
  // Ctrl+C, or the end of the input: the question would wait for ever.
  terminal.once("close", () => closed.abort());
  const answer = await terminal.question(`${question} (y/N) `, closed).catch(() => "");
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError("Cancelled; nothing was written.");
}
