import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createServices } from "@scriptyard/api";
import { demoRealms, visitorsOf } from "@scriptyard/hosts";
import { builtIn, type Installation } from "@scriptyard/installation";
import type { Execution } from "@scriptyard/model";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Env } from "./env.ts";
import { ensureAdmin } from "./first-admin.ts";
import { plainHttpWarning } from "./hosts/transport.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { openParts } from "./parts.ts";
import { createServer } from "./server.ts";
import { shownUrl } from "./shown-url.ts";

export type RunningServer = {
  /** What to open in a browser. */
  url: string;
  port: number;
  /** Until somebody has set a password: where to do so. */
  firstSignIn: { url: string; email: string } | null;
  /** Stops accepting, lets running requests finish, flushes records, closes. */
  stop(): Promise<void>;
};

/** How long running requests may take to finish once a stop was asked for. */
const drainMs = 2_000;

/** Opens the parts, makes sure somebody can sign in, listens. Closes everything again when a step fails. */
export async function startServer(
  env: Env,
  log: Logger,
  installation: Installation = builtIn,
): Promise<RunningServer> {
  const metrics = createMetrics();
  // Its libraries take a while to load; most servers send no traces.
  const tracing = env.otlpEndpoint
    ? (await import("./tracing/tracing.ts")).createTracing(env.otlpEndpoint)
    : null;
  const onExecution = (execution: Execution) => {
    metrics.observe(execution);
    if (tracing) tracing.observe(execution);
  };
  const parts = await openParts(env, log, onExecution, installation);
  const closing = new AbortController();
  await metrics.watch(parts.runner, () => parts.store.realms.list());
  const services = createServices({
    ...parts,
    log,
    closing: closing.signal,
    personas: (realm, flow) => (installation.demo ? visitorsOf(demoRealms, { realm, flow }, Date.now()) : []),
    backupsDir: join(env.dataDir, "backups"),
    metrics,
  });
  const app = await createServer({
    services,
    log,
    hosts: {
      publicUrl: env.publicUrl,
      hooksUrl: env.hooksUrl,
      listenHost: env.host,
      allowedHosts: env.allowedHosts,
    },
    trustedProxies: env.trustedProxies,
    prepare: (app) => tracing?.register(app),
  }).catch((error: unknown) => closeAfter(error, parts));
  const stop = async () => {
    closing.abort();
    await drain(app);
    await services.eventLog[Symbol.asyncDispose]();
    await parts[Symbol.asyncDispose]();
    if (tracing) await tracing[Symbol.asyncDispose]();
  };
  try {
    const firstSignIn = await ensureAdmin(services, env.admin);
    await app.listen({ port: env.port, host: env.host });
    const plain = plainHttpWarning(env);
    if (plain !== null) log.warn(plain);
    const { port } = app.server.address() as AddressInfo;
    const url = shownUrl({ ...env, port });
    return {
      url,
      port,
      firstSignIn: firstSignIn && { url: `${url}${firstSignIn.link}`, email: firstSignIn.email },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Requests that were on their way when the stop was asked for get a proper 503 for this long, not a closed connection. */
const refusePolitelyMs = 100;

async function drain(app: FastifyInstance): Promise<void> {
  if (app.server.listening) await new Promise((resolve) => setTimeout(resolve, refusePolitelyMs));
  const force = setTimeout(() => app.server.closeAllConnections(), drainMs);
  try {
    await app.close();
  } finally {
    clearTimeout(force);
  }
}

async function closeAfter(error: unknown, parts: AsyncDisposable): Promise<never> {
  await parts[Symbol.asyncDispose]();
  throw error;
}
