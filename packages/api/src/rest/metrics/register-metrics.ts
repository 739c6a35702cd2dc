import { type ApiToken, Fault } from "@scriptyard/model";
import type { FastifyInstance } from "fastify";
import type { Services } from "../../context.ts";
import { requireScope } from "../authorize.ts";
import { authenticate } from "../bearer.ts";

/** `GET /metrics` for Prometheus. Names of realms and scripts are not for everybody: it takes an API token with the scope `metrics`, of no single realm. */
export function registerMetrics(scope: FastifyInstance, services: Services): void {
  const { metrics } = services;
  if (!metrics) return;
  scope.get("/metrics", async (request, reply) => {
    const token = await authenticate(services, request.headers.authorization);
    requireUnbound(token);
    requireScope(token, "metrics");
    return reply
      .code(200)
      .type(metrics.contentType)
      .header("cache-control", "no-store")
      .header("x-content-type-options", "nosniff")
      .send(await metrics.text());
  });
}

function requireUnbound(token: ApiToken): void {
  if (token.realmId === null) return;
  throw new Fault(
    "forbidden",
    "Metrics speak of every realm; this token is bound to one. Make a token without a realm under Settings.",
  );
}
