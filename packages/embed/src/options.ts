import { availableParallelism } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Identity } from "@scriptyard/api";
import { type ConfiguredRealm, configDocument, type Issue } from "@scriptyard/host-kit";
import type { ConfigFile, ConfiguredProduct } from "@scriptyard/installation";
import type { ServingOptions } from "@scriptyard/serving";
import { parseBasePath } from "@scriptyard/serving/base-path";
import { nameOf } from "@scriptyard/serving/host-rules";
import { parseProxyHeaders, proxyHeaderHint } from "@scriptyard/serving/proxy-headers";
import type { Logger } from "pino";

export type ScriptyardOptions = {
  /**
   * What scripts extend, as in a configuration: a folder or file (`./hosts/shop`, or a `file:` URL), the name of a package, or
   * the id of a host that comes with Scriptyard. Hosts are files because their functions also run in the engine's threads.
   */
  hosts: readonly (string | URL)[];
  /**
   * What a host leaves to the product, by the host's id: the functions by their names, HTTP calls, or a file that exports
   * them.
   *
   * @example product: { identity: { "users.find": async ([by], { realm }) => accounts.of(realm).find(by) } }
   */
  product?: ConfiguredProduct;
  /** Realms that are made where they are not there. */
  realms?: readonly ConfiguredRealm[];
  /** Where database and keys lie; for this process alone, and made readable by its user alone. */
  dataDir: string | URL;
  /** What paths start from. Default: the working directory. */
  folder?: string | URL;
  /** Whole path of the console and the API as browsers see it, e.g. `/admin/scripts/`. Default: `/`. */
  basePath?: string;
  /** Origin users see, e.g. `https://shop.example`. Without it only names of this machine are answered. */
  publicUrl?: string;
  /** More names that are answered, with or without a port, e.g. `shop.internal`. */
  allowedHosts?: readonly string[];
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  trustedProxies?: readonly string[];
  /** Headers of theirs for scripts of the end-user page, e.g. `cf-ipcountry=country`. */
  proxyHeaders?: readonly string[];
  /** File in MaxMind's format that says where visitors' addresses are. */
  geoDatabase?: string | URL;
  /**
   * Who sent a request of the console, by the product's own session; null for a stranger. Asked with every request. Without it
   * nobody gets in, and programs need the API tokens that somebody made there.
   *
   * @example authenticate: (request) => (request.user ? { user: { email: request.user.email }, role: "author" } : null)
   */
  authenticate?: Identity["authenticate"];
  /** Where the product signs people in: the console leads there. */
  signInUrl?: string;
  /** Folder of scripts that are edited as files; read again whenever they change. Default: `scripts` in `folder`. */
  scripts?: string;
  /** Engine threads. Default: cores − 1. */
  workers?: number;
  /** `process`: engines live in a process of their own, which may end without ending the product. Default: `thread`. */
  isolation?: "thread" | "process";
  /** Days that records of runs are kept. Default: 30. */
  retentionDays?: number;
  /** Start although a host changed in a way that published scripts do not fit. Default: false. */
  acceptHosts?: boolean;
  /** What `host.json` names as secrets of its HTTP functions. */
  secrets?: { readonly [name: string]: string | undefined };
  /** A pino logger, or one that speaks like it. Default: warnings and errors to standard output. */
  log?: Logger;
};

/** Where it is called, for messages. */
const shownAs = "createScriptyard";

/**
 * The options as the parts take them.
 *
 * @throws TypeError that lists every problem at once, each with its option
 */
export function readOptions(options: ScriptyardOptions): { serving: ServingOptions; config: ConfigFile } {
  const problems: Issue[] = [];
  const folder = pathOf(options.folder ?? ".", process.cwd());
  const basePath = parseBasePath(options.basePath ?? "");
  if (basePath === null)
    problems.push({
      path: "basePath",
      message: "write a path such as /admin/scripts/, of letters, digits and . _ ~ -",
    });
  const publicUrl = options.publicUrl ?? null;
  if (publicUrl !== null && !isOrigin(publicUrl))
    problems.push({
      path: "publicUrl",
      message: "write the origin users see, e.g. https://shop.example; its path is basePath",
    });
  const allowedHosts = (options.allowedHosts ?? []).map((name) => name.toLowerCase());
  for (const [index, name] of allowedHosts.entries())
    if (name !== "*" && nameOf(name) === null)
      problems.push({
        path: `allowedHosts[${index}]`,
        message: "write a name without http://, e.g. shop.internal",
      });
  const proxyHeaders = parseProxyHeaders(options.proxyHeaders ?? [], (index) =>
    problems.push({ path: `proxyHeaders[${index}]`, message: proxyHeaderHint }),
  );
  if (typeof options.dataDir !== "string" && !(options.dataDir instanceof URL))
    problems.push({ path: "dataDir", message: "missing: write a folder, e.g. ./data" });
  const hosts = (options.hosts ?? []).map((host) => (host instanceof URL ? fileURLToPath(host) : host));
  const realms = [...(options.realms ?? [])];
  for (const { path, message } of configDocument.problems({ hosts, realms, ...settingsOf(options) }))
    problems.push({ path: path.replace(/^server\./, ""), message });
  if (problems.length > 0)
    throw new TypeError(
      [`${shownAs}:`, ...problems.map(({ path, message }) => `  ${path}: ${message}`)].join("\n"),
    );
  const config = {
    file: join(folder, shownAs),
    shownAs,
    folder,
    hosts,
    realms,
    server: {},
    demo: false,
    product: options.product ?? {},
    problems: [],
    dotEnv: {},
  };
  const scripts = options.scripts ?? "scripts";
  const serving: ServingOptions = {
    dataDir: pathOf(options.dataDir, folder),
    engine: "quickjs-ng",
    // The product's own thread is busy too.
    workers: options.workers ?? Math.max(1, availableParallelism() - 1),
    isolation: options.isolation ?? "thread",
    sandboxUser: null,
    retentionDays: options.retentionDays ?? 30,
    busDurable: true,
    policyFile: null,
    scripts: { folder: pathOf(scripts, folder), shownAs: scripts, hotReload: true },
    maxLimits: { timeoutMs: 5_000, memoryLimitBytes: 10_485_760 },
    maxWaitMs: 3_000,
    hooksUrl: null,
    basePath: basePath ?? "",
    acceptHosts: options.acceptHosts ?? false,
    // The product listens; what is loopback's is answered in any case.
    host: "localhost",
    publicUrl: publicUrl === null ? null : new URL(publicUrl).origin,
    allowedHosts,
    trustedProxies: options.trustedProxies ?? [],
    proxyHeaders,
    geoDatabase: options.geoDatabase === undefined ? null : pathOf(options.geoDatabase, folder),
    otlpEndpoint: null,
    identity: { authenticate: options.authenticate ?? (() => null), signInUrl: options.signInUrl ?? null },
  };
  return { serving, config };
}

/** What a configuration judges too, by the same names but for the level above. */
function settingsOf({ workers, isolation, retentionDays }: ScriptyardOptions): { server: object } {
  const given = Object.entries({ workers, isolation, retentionDays }).filter(
    ([, value]) => value !== undefined,
  );
  return { server: Object.fromEntries(given) };
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && ["", "/"].includes(new URL(text).pathname);
}

function pathOf(place: string | URL, from: string): string {
  const path = place instanceof URL ? fileURLToPath(place) : place;
  return isAbsolute(path) ? path : resolve(from, path);
}
