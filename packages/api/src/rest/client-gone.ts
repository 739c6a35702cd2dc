import type { FastifyRequest } from "fastify";

/**
 * Whether a request failed because its sender went away, or was cut off, before all of it had come. That is nobody's mistake
 * here: it belongs into the log at `debug`, where it wakes nobody.
 */
export function clientGone({ raw }: Pick<FastifyRequest, "raw">): boolean {
  return !raw.complete && (raw.destroyed || raw.readableAborted);
}
