import type { FastifyRequest } from "fastify";

/** For logs: without the query, where callers put secrets. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split("?")[0]!;
}
