import type { ConfigFile, Installation } from "@scriptyard/installation";
import { startProblem } from "@scriptyard/serving/start-error";
import { openHosts, readSettings } from "./configured.ts";
import type { Env } from "./env.ts";
import { requireFreePort } from "./free-port.ts";
import type { RunningServer } from "./start.ts";

/** Longest the process lives after the first signal. */
const stopWithinMs = 5_000;

/** The process: configuration in, address out, signals handled. Exit code 1 and one clear message when it cannot start. */
export async function run(): Promise<void> {
  // Whatever this process writes is for its own user.
  process.umask(0o077);
  let env: Env | null = null;
  let config: ConfigFile | null;
  let installation: Installation;
  let server: RunningServer;
  try {
    ({ env, config } = await readSettings());
    installation = await openHosts(config);
    await requireFreePort(env);
    // The rest takes a good part of a second to load; a mistake above is answered before.
    const [{ pino }, { startServer }] = await Promise.all([import("pino"), import("./start.ts")]);
    const log = pino({ level: env.logLevel });
    server = await startServer(env, log, installation);
  } catch (error) {
    const message = startProblem(error, env);
    if (message !== null) console.error(message);
    else console.error("Scriptyard could not start:", error);
    process.exit(1);
  }
  stopOnSignals(server);
  if (env.watchHosts && config !== null) {
    const { watchHosts } = await import("./watch-hosts.ts");
    const say = { good: console.log, bad: console.error };
    await watchHosts({ config, installation, dataDir: env.dataDir, server, open: openHosts, say });
  }
  console.log(`Scriptyard is running: ${server.url}`);
  if (server.firstSignIn)
    console.log(`First sign-in (one-time link for ${server.firstSignIn.email}): ${server.firstSignIn.url}`);
  else console.log(`Sign in there. Data: ${env.dataDir}`);
}

function stopOnSignals(server: RunningServer): void {
  let stopping = false;
  const stop = (signal: string) => {
    // A second signal changes nothing: the first one's work is bounded anyway.
    if (stopping) return;
    stopping = true;
    console.log(`${signal}: finishing what runs, then stopping.`);
    // Not unref'd: while parts close, it may be all that keeps the process from ending before they have.
    setTimeout(() => {
      console.error(`Not everything ended within ${stopWithinMs} ms; stopping anyway.`);
      process.exit(1);
    }, stopWithinMs);
    server.stop().then(
      () => {
        console.log("Stopped.");
        process.exit(0);
      },
      (error: unknown) => {
        console.error("Stopping failed:", error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(signal));
}
