import { Command } from "commander";
import type { Env } from "../env.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { asking, connect, serverOf } from "../server/client.ts";
import { jsonOption, realmOption, serverOption, wholeNumber } from "./options.ts";

type Options = { realm: string; server: string; all?: boolean; limit: number; json?: boolean };

/** `scriptyard errors`: what fails, grouped as in the console. */
export function errors(env: Env): Command {
  return new Command("errors")
    .description("Errors of a realm, grouped: type, message, place, how often, since when.")
    .addOption(realmOption())
    .addOption(serverOption(env.serverUrl))
    .option("--all", "muted and resolved ones too")
    .option("--limit <count>", "groups", wholeNumber(1, 200), 30)
    .addOption(jsonOption())
    .action((options: Options) => run(options, env));
}

async function run(options: Options, env: Env): Promise<void> {
  const server = serverOf({ server: options.server, token: env.token });
  const { items } = await asking(server.url, `The errors of "${options.realm}" could not be read`, () =>
    connect(server).errors.list.query({
      realm: options.realm,
      filter: options.all ? {} : { status: "open" },
      limit: options.limit,
    }),
  );
  if (options.json) return printJson({ errors: items });
  if (items.length === 0) print(shown`No open errors.`);
  for (const group of items) {
    const place = `${group.module}/${group.name}`;
    const last = new Date(group.lastSeenAt).toISOString();
    print(shown`${paint("red", group.type)} ${group.message}`);
    print(paint("dim", `  ${place}, ${group.count} times, last ${last}, ${group.status}`));
  }
}
