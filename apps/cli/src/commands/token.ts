import {
  type TokenRole,
  type TokenScope,
  tokenDays,
  tokenRole,
  tokenScopes,
  tokenScopeWords,
} from "@scriptyard/model";
import { Command, InvalidArgumentError, Option } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { print, shown, warn } from "../output/terminal.ts";
import { createToken } from "../token/create-token.ts";
import { serverUrl } from "./options.ts";

type Options = {
  name: string;
  realm?: string;
  role?: TokenRole;
  scope: TokenScope[];
  server: string;
  email: string;
  expiresDays: number | "never";
};

const details = `
Signs in as an administrator; the password comes from SCRIPTYARD_ADMIN_PASSWORD, or is asked for.
The token is printed once, alone, on standard output:
  TOKEN=$(scriptyard token create --name gateway --realm acme --scope flows execute)
Scopes:
${tokenScopes.map((scope) => `  ${scope.padEnd(8)} ${tokenScopeWords[scope]}`).join("\n")}`;

/** `scriptyard token create`: an API token for programs that call the server. */
export function token(env: Env): Command {
  const create = new Command("create")
    .description("Make an API token and print it.")
    .requiredOption("--name <name>", "what the token is for, shown in Settings")
    .option("--realm <realm>", "realm it is limited to (default: every realm)")
    .addOption(
      new Option("--scope <scope...>", "what it is for, one or several (below)")
        .choices(tokenScopes)
        .default([], "none"),
    )
    .addOption(
      new Option(
        "--role <role>",
        "also for pull, push, logs and errors: operator reads, author edits and publishes",
      ).choices(tokenRole.options),
    )
    .option("--server <url>", "where the server is", serverUrl, env.serverUrl)
    .option("--email <email>", "who signs in", env.adminEmail)
    .option("--expires-days <days>", 'days until it expires, or "never"', days, tokenDays)
    .addHelpText("after", details)
    .action(async (options: Options) => {
      if (options.scope.length === 0 && options.role === undefined)
        throw new CommandError(
          `Say what the token is for: --scope with ${tokenScopes.join(", ")}, or --role for the command line.`,
        );
      const made = await createToken({
        ...options,
        expiresDays: options.expiresDays === "never" ? null : options.expiresDays,
        password: env.adminPassword,
      });
      const where = options.realm === undefined ? "every realm" : `realm ${options.realm}`;
      const until =
        made.expiresAt === null ? "never expires" : `expires ${new Date(made.expiresAt).toISOString()}`;
      warn(shown`Token "${options.name}" for ${where}, ${until}. It is shown only now.`);
      print(shown`${made.token}`);
    });
  return new Command("token").description("API tokens of a running server.").addCommand(create);
}

/** Not null for never: of that the option parser makes an empty text. */
function days(text: string): number | "never" {
  if (text === "never") return text;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > 3_650)
    throw new InvalidArgumentError('Write a whole number from 1 to 3650, or "never".');
  return value;
}
