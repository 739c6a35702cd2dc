import { secretBounds } from "@scriptyard/model";
import { CommandError } from "../command-error.ts";
import { askPassword } from "../token/ask-password.ts";

/**
 * The value of a secret, from standard input: what stands in an argument is in the shell's history, and everybody on the
 * machine sees it. In a terminal it is asked for and not shown. One line end after it is not part of it.
 *
 * @throws CommandError when nothing comes, or more than a secret may have
 */
export async function readValue(name: string): Promise<string> {
  const value = process.stdin.isTTY ? await askPassword(`Value of ${name}: `) : await piped();
  const own = value.replace(/\r?\n$/, "");
  if (own === "")
    throw new CommandError(
      `No value came. Send it on standard input: scriptyard secret set ${name} < file-with-the-value`,
    );
  return own;
}

async function piped(): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    bytes += (chunk as Buffer).length;
    if (bytes > secretBounds.bytes + 2)
      throw new CommandError(
        `The value has more than ${secretBounds.bytes} bytes, which a secret may not have.`,
      );
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}
