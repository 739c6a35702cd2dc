import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Asks for the port before anything is opened, so that a second `npm start` by mistake touches no data.
 *
 * @throws the system's error, e.g. `EADDRINUSE`
 */
export async function requireFreePort({ port, host }: { port: number; host: string }): Promise<void> {
  const probe = createServer().listen(port, host);
  try {
    await once(probe, "listening");
  } finally {
    probe.close();
  }
  await once(probe, "close");
}
