import { mkdirSync } from "node:fs";
import type { FlowSession, Realm, RealmTypes, YardTypes } from "@scriptyard/client";
import { openInstallation } from "@scriptyard/installation";
import { openServing } from "@scriptyard/serving";
import { pino } from "pino";
import { createFlowSession } from "./flow-session.ts";
import { createHandler, type Handler } from "./handler.ts";
import { readOptions, type ScriptyardOptions } from "./options.ts";
import { createRealm } from "./realm.ts";

/** Scriptyard inside a product's own process. Disposing it refuses new work, ends what runs, and writes every record. */
export type Scriptyard<Yard extends YardTypes = Record<never, never>> = AsyncDisposable & {
  /** One realm's scripts, flows, tools and messages: what `@scriptyard/client` offers beside a server, without one. */
  realm<Name extends keyof Yard extends never ? string : keyof Yard & string>(
    name: Name,
  ): Realm<Name extends keyof Yard ? Yard[Name] : RealmTypes>;
  /** A walk that was begun before a restart, or in another process. Keep its id and its secret. */
  resume(session: { id: string; secret: string }): FlowSession;
  /** Console, HTTP API, endpoints and the end-user page, below `basePath`. */
  readonly handler: Handler;
};

/**
 * @throws TypeError with every problem of the options; InstallationError with those of the hosts; StartError, StoreOpenError
 * where the data folder is no good
 * @example
 * await using yard = await createScriptyard({
 *   hosts: ["./hosts/shop"],
 *   realms: [{ name: "shop", host: "shop" }],
 *   dataDir: "./data",
 *   basePath: "/admin/scripts/",
 *   authenticate: (request) => staffOf(request),
 * });
 * app.use(yard.handler);
 * const discount = await yard.realm("shop").call("pricing/discount", [line]);
 */
export async function createScriptyard<Yard extends YardTypes = Record<never, never>>(
  options: ScriptyardOptions,
): Promise<Scriptyard<Yard>> {
  const { serving: settings, config } = readOptions(options);
  const log = options.log ?? pino({ level: "warn" });
  const installation = await openInstallation(config, {
    environment: options.secrets ?? {},
    serves: true,
  });
  // The process's own umask is the product's.
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const serving = await openServing(settings, log, installation);
  const { app, runner } = serving;
  const { basePath } = settings;
  return {
    realm: (name) => createRealm(runner, basePath, name) as never,
    resume: (session) => createFlowSession(runner, basePath, session, null),
    handler: createHandler(basePath, (request, response) => app.routing(request, response)),
    [Symbol.asyncDispose]: () => serving[Symbol.asyncDispose](),
  };
}
