import { type HttpMethod, type HttpRule, httpMethods } from "@scriptyard/model";
import { Command, InvalidArgumentError, Option } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { paint, print, printJson, shown, warn } from "../output/terminal.ts";
import { serverOf } from "../server/client.ts";
import { callRest } from "../server/rest.ts";
import { jsonOption, serverOption } from "./options.ts";

type Options = {
  server: string;
  json?: boolean;
  add?: string;
  set?: string;
  remove?: string;
  methods: readonly HttpMethod[];
  internal?: boolean;
};
type Hosts = { hosts: HttpRule[] };

/** `scriptyard realm hosts`: whom scripts of a realm may call. */
export function realmHosts(env: Env): Command {
  return new Command("hosts")
    .description("Hosts that scripts of a realm may call with fetch: list, --add, --set, --remove.")
    .argument("<realm>", "its name")
    .option("--add <host>", "let scripts call it, e.g. api.stripe.com or *.shop.example")
    .addOption(
      new Option("--set <host>", "the same, and whatever they might do there before is replaced").conflicts(
        "add",
      ),
    )
    .option(
      "--methods <methods>",
      "with --add: what they may do there, beside what they may already; with --set: all they may do",
      methodsIn,
      ["GET"] as const,
    )
    .option("--internal", "with --add or --set: it may be at a private address, and without TLS")
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
      tellKept(after.hosts, options);
      if (options.json) return printJson(after);
      if (after.hosts.length === 0) print(shown`none: scripts of ${realm} call nobody`);
      for (const { host, methods, internal } of after.hosts)
        print(
          shown`${paint("bold", host)}  ${methods.join(" ")}${internal ? paint("yellow", "  internal") : ""}`,
        );
    });
}

/** Null where nothing is asked for. */
function changed(hosts: readonly HttpRule[], options: Options): HttpRule[] | null {
  const { add, set, remove, methods, internal } = options;
  const host = (set ?? add)?.toLowerCase();
  if (host === undefined && remove === undefined) return null;
  if (remove !== undefined && !hosts.some((one) => one.host === remove.toLowerCase()))
    throw new CommandError(
      `There is no host ${remove}. There are: ${hosts.map((one) => one.host).join(", ") || "none"}.`,
    );
  const left = hosts.filter((one) => one.host !== remove?.toLowerCase());
  if (host === undefined) return left;
  const before = left.find((one) => one.host === host);
  // What scripts may do there already they go on to, unless it is replaced.
  const kept = set === undefined ? before : undefined;
  const may = new Set([...(kept?.methods ?? []), ...methods]);
  const added = {
    host,
    methods: httpMethods.filter((method) => may.has(method)),
    ...((internal || kept?.internal) && { internal: true }),
  };
  return before === undefined ? [...left, added] : left.map((one) => (one === before ? added : one));
}

/** Whoever adds less than a host's line allows may have meant to narrow it. */
function tellKept(hosts: readonly HttpRule[], { add, methods, internal = false }: Options): void {
  const line = hosts.find(({ host }) => host === add?.toLowerCase());
  if (
    line === undefined ||
    (line.methods.length === new Set(methods).size && Boolean(line.internal) === internal)
  )
    return;
  const allowed = `${line.methods.join(" ")}${line.internal ? ", internal" : ""}`;
  warn(shown`${line.host} allows ${allowed} now: what it allowed before stays. To replace it, use --set.`);
}

function methodsIn(text: string): HttpMethod[] {
  const named = text.toUpperCase().split(/[\s,]+/);
  const unknown = named.find((name) => !(httpMethods as readonly string[]).includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`Write some of ${httpMethods.join(",")}.`);
  return named as HttpMethod[];
}
