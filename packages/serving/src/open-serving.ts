import { join } from "node:path";
import { createServices, type Identity, type Services } from "@scriptyard/api";
import type { PlaceMember } from "@scriptyard/host-kit";
import { demoRealms, visitorsOf } from "@scriptyard/hosts";
import { builtIn, type Installation } from "@scriptyard/installation";
import type { Execution } from "@scriptyard/model";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { openPlaceDatabase, type PlaceDatabase } from "./flow-page/places/database.ts";
import type { ProxyHeader } from "./flow-page/places/proxy-headers.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { openParts, type Parts, type PartsOptions } from "./parts.ts";
import { createServer } from "./server.ts";
import { StartError } from "./start-error.ts";

export type ServingOptions = PartsOptions & {
  /** Where it listens; loopback's name where another server does. */
  host: string;
  /** Origin users see, without a trailing slash; null = the address listened on. */
  publicUrl: string | null;
  /** More names it answers to, lower case, with or without a port; `*` = any. */
  allowedHosts: readonly string[];
  /** Addresses whose `X-Forwarded-For` is believed; empty = none. */
  trustedProxies: readonly string[];
  /** Headers that those proxies set, for scripts of the end-user page. */
  proxyHeaders: readonly ProxyHeader[];
  /** Absolute path of a file in MaxMind's format that says where addresses are; null = nobody knows. */
  geoDatabase: string | null;
  /** OTLP collector that traces go to; null = none are made. */
  otlpEndpoint: string | null;
  /** Who people are, where somebody else signs them in. Default: they have passwords here. */
  identity?: Identity;
};

/** The whole product but for a port to listen on. */
export type Serving = Parts & {
  app: FastifyInstance;
  services: Services;
  /** From now on new work is refused, and streams end. Then the app closes, and what is left is disposed. */
  refuse(): void;
};

/**
 * Opens the parts and puts the doors before them. Closes everything again when a step fails; disposing closes the doors, lets
 * what runs finish, flushes records, and closes the parts.
 *
 * @throws StartError, StoreOpenError, InstallationError: whoever set it up can do something about these
 */
export async function openServing(
  options: ServingOptions,
  log: Logger,
  installation: Installation = builtIn,
): Promise<Serving> {
  const metrics = createMetrics();
  // Its libraries take a while to load; most servers send no traces.
  const tracing = options.otlpEndpoint
    ? (await import("./tracing/tracing.ts")).createTracing(options.otlpEndpoint)
    : null;
  const onExecution = (execution: Execution) => {
    metrics.observe(execution);
    if (tracing) tracing.observe(execution);
  };
  const closing = new AbortController();
  let places: PlaceDatabase | null = null;
  let opened: Parts | null = null;
  try {
    // Before anything is written or run: whoever set it wrong has nothing to take back.
    if (options.geoDatabase !== null) places = await openPlaces(options.geoDatabase, log);
    const parts = await openParts(options, log, onExecution, installation);
    opened = parts;
    await metrics.watch(parts.runner, () => parts.store.realms.list());
    const services = createServices({
      ...parts,
      log,
      closing: closing.signal,
      personas: (realm, flow) =>
        installation.demo ? visitorsOf(demoRealms, { realm, flow }, Date.now()) : [],
      pageKnows: knownPlaces(options),
      isOwnHost: (hostId) => parts.installation().scriptFolders.has(hostId),
      backupsDir: join(options.dataDir, "backups"),
      metrics,
      basePath: options.basePath,
      ...(options.identity && { identity: options.identity }),
    });
    const { publicUrl, hooksUrl, allowedHosts } = options;
    const app = await createServer({
      services,
      log,
      hosts: { publicUrl, hooksUrl, listenHost: options.host, allowedHosts },
      trustedProxies: options.trustedProxies,
      proxyHeaders: options.proxyHeaders,
      places,
      signInUrl: options.identity?.signInUrl ?? null,
      prepare: (app) => tracing?.register(app),
    });
    return {
      ...parts,
      app,
      services,
      refuse: () => closing.abort(),
      async [Symbol.asyncDispose]() {
        closing.abort();
        await app.close();
        await services.eventLog[Symbol.asyncDispose]();
        await parts[Symbol.asyncDispose]();
        if (tracing) await tracing[Symbol.asyncDispose]();
        places?.[Symbol.dispose]();
      },
    };
  } catch (error) {
    await opened?.[Symbol.asyncDispose]();
    if (tracing) await tracing[Symbol.asyncDispose]();
    places?.[Symbol.dispose]();
    throw error;
  }
}

/** A database may hold less than it could; that it holds countries is what they are made for. */
function knownPlaces({ geoDatabase, proxyHeaders }: ServingOptions): ReadonlySet<PlaceMember> {
  const told = new Set(proxyHeaders.map(({ meaning }) => meaning));
  const has = { country: told.has("country"), city: told.has("city"), position: told.has("latitude") };
  const members = Object.keys(has) as PlaceMember[];
  return new Set(members.filter((member) => geoDatabase !== null || has[member]));
}

/** @throws StartError where the file is no database */
async function openPlaces(file: string, log: Logger): Promise<PlaceDatabase> {
  try {
    return await openPlaceDatabase({
      file,
      onProblem: (error) => log.error({ err: error }, "the database of places could not be read"),
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`The database of places (SCRIPTYARD_GEO_DATABASE) cannot be read: ${why}`);
  }
}
