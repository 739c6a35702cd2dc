import { type HttpMethod, type HttpRule, httpMethods } from "@scriptyard/model";
import { Command, InvalidArgumentError } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { serverOf } from "../server/client.ts";
import { callRest } from "../server/rest.ts";
import { jsonOption, serverOption } from "./options.ts";

type Options = {
  server: string;
  json?: boolean;
  add?: string;
  remove?: string;
  methods: readonly HttpMethod[];
  internal?: boolean;
};
type Hosts = { hosts: HttpRule[] };

/** `scriptyard realm hosts`: whom scripts of a realm may call. */
export function realmHosts(env: Env): Command {
  return new Command("hosts")
    .description("Hosts that scripts of a realm may call with fetch: list, --add, --remove.")
    .argument("<realm>", "its name")
    .option("--add <host>", "let scripts call it, e.g. api.stripe.com or *.shop.example")
    .option(
      "--methods <methods>",
      "with --add: what they may do there, beside what they may already",
      methodsIn,
      ["GET"] as const,
    )
    .option("--internal", "with --add: it may be at a private address, and without TLS")
    .option("--remove <host>", "let nobody call it any more")
    .addOption(serverOption(env.serverUrl))
    .addOption(jsonOption())
    .action(async (realm: string, options: Options) => {
      const server = serverOf({ server: options.server, token: env.token }, "--scope realms");
      const path = `/realms/${encodeURIComponent(realm)}/http-hosts`;
      const before = await callRest<Hosts>(server, "The hosts could not be read", { method: "GET", path });
      const wanted = changed(before.hosts, options);
      const after =
        wanted === null
          ? before
          : await callRest<Hosts>(server, "The hosts were not changed", {
              method: "POST",
              path,
              body: { hosts: wanted },
            });
      if (options.json) return printJson(after);
      if (after.hosts.length === 0) print(shown`none: scripts of ${realm} call nobody`);
      for (const { host, methods, internal } of after.hosts)
        print(
          shown`${paint("bold", host)}  ${methods.join(" ")}${internal ? paint("yellow", "  internal") : ""}`,
        );
    });
}

/** Null where nothing is asked for. */
function changed(hosts: readonly HttpRule[], { add, remove, methods, internal }: Options): HttpRule[] | null {
  if (add === undefined && remove === undefined) return null;
  const host = add?.toLowerCase();
  if (remove !== undefined && !hosts.some((one) => one.host === remove.toLowerCase()))
    throw new CommandError(
      `There is no host ${remove}. There are: ${hosts.map((one) => one.host).join(", ") || "none"}.`,
    );
  const left = hosts.filter((one) => one.host !== remove?.toLowerCase());
  if (host === undefined) return left;
  // What scripts may do there already, they go on to: `--remove` in the same command takes that away first.
  const before = left.find((one) => one.host === host);
  const may = new Set([...(before?.methods ?? []), ...methods]);
  const added = {
    host,
    methods: httpMethods.filter((method) => may.has(method)),
    ...((internal || before?.internal) && { internal: true }),
  };
  return before === undefined ? [...left, added] : left.map((one) => (one === before ? added : one));
}

function methodsIn(text: string): HttpMethod[] {
  const named = text.toUpperCase().split(/[\s,]+/);
  const unknown = named.find((name) => !(httpMethods as readonly string[]).includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`Write some of ${httpMethods.join(",")}.`);
  return named as HttpMethod[];
}
