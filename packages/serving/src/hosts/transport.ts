import type { FastifyInstance } from "fastify";
import { isLoopback, nameOf } from "./host-rules.ts";

/** A year. Not for the hosts below: they are somebody else's. */
const hsts = "max-age=31536000";

/** Over https every door tells browsers to stay there: whichever answer came first is enough. */
export function registerTransport(app: FastifyInstance): void {
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("strict-transport-security", hsts);
  });
}

/** What an operator should know when passwords and sessions would cross a network in the clear; null when none would. */
export function plainHttpWarning(env: { publicUrl: string | null; host: string }): string | null {
  if (env.publicUrl?.startsWith("https:")) return null;
  const host = env.publicUrl === null ? env.host.toLowerCase() : new URL(env.publicUrl).hostname;
  const name = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  if (isLoopback(nameOf(name) ?? "")) return null;
  return `The console answers plain http at ${host}: passwords and sessions can be read on the way, and browsers cannot protect its cookies. Put a proxy with https in front and set SCRIPTYARD_PUBLIC_URL to its address.`;
}
