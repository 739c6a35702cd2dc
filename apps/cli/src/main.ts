import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { wordsOf } from "./command-error.ts";
import { commands } from "./commands/all.ts";
import { readEnv } from "./env.ts";
import { shown, warn } from "./output/terminal.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

endWithReader();

const program = new Command("scriptyard")
  .description("Run scripts in the sandbox, and look after a Scriptyard server.")
  .version(version)
  .showHelpAfterError("(add --help for the options)")
  .exitOverride();
const env = readEnv();
const called = commands.get(process.argv[2] ?? "");
// Help, and a name that was mistyped, need them all.
for (const load of called ? [called] : commands.values()) program.addCommand(await load(env));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version are answers, not failures; commander has printed what there is to say.
    process.exitCode = error.exitCode;
  } else {
    const words = await wordsOf(error);
    if (words === null) throw error;
    warn(shown`scriptyard: ${words}`);
    process.exitCode = 1;
  }
}

/**
 * `scriptyard logs | head`: whoever reads us has enough. That ends a command quietly, and not by an exception at its next
 * line. A server goes on without a reader, and `exec` answers what it has begun.
 */
function endWithReader(): void {
  const goesOn = ["start", "exec"].includes(process.argv[2] ?? "");
  process.stdout.on("error", () => {
    if (!goesOn) process.exit();
  });
  process.stderr.on("error", () => {});
}
