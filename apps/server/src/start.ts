import type { AddressInfo } from "node:net";
import { builtIn, type Installation } from "@scriptyard/installation";
import { openServing, plainHttpWarning, type Serving } from "@scriptyard/serving";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Env } from "./env.ts";
import { ensureAdmin } from "./first-admin.ts";
import { shownUrl } from "./shown-url.ts";

export type RunningServer = {
  /** What to open in a browser. */
  url: string;
  port: number;
  /** Until somebody has set a password: where to do so. */
  firstSignIn: { url: string; email: string } | null;
  /** Exchanges hosts and realms while it runs. */
  reload: Serving["reload"];
  /** Tells consoles why a host could not be loaded; what there was goes on. */
  tellHostProblems: Serving["runner"]["tellHostProblems"];
  /** Stops accepting, lets running requests finish, flushes records, closes. */
  stop(): Promise<void>;
};

/** How long running requests may take to finish once a stop was asked for. */
const drainMs = 2_000;

/** Opens everything, makes sure somebody can sign in, listens. Closes everything again when a step fails. */
export async function startServer(
  env: Env,
  log: Logger,
  installation: Installation = builtIn,
): Promise<RunningServer> {
  const serving = await openServing(env, log, installation);
  const { app } = serving;
  const stop = async () => {
    serving.refuse();
    await drain(app);
    await serving[Symbol.asyncDispose]();
  };
  try {
    const firstSignIn = await ensureAdmin(serving.services, env.admin);
    await app.listen({ port: env.port, host: env.host });
    const plain = plainHttpWarning(env);
    if (plain !== null) log.warn(plain);
    const { port } = app.server.address() as AddressInfo;
    const url = shownUrl({ ...env, port });
    return {
      url,
      port,
      firstSignIn: firstSignIn && {
        url: new URL(firstSignIn.link, url).href,
        email: firstSignIn.email,
      },
      reload: serving.reload,
      tellHostProblems: (problems) => serving.runner.tellHostProblems(problems),
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
