import { Fault, newId } from "@scriptyard/model";
import type { FastifyInstance } from "fastify";
import type { Services } from "../../context.ts";
import { problemOf } from "../problem.ts";

/**
 * `/healthz`: the process answers. `/readyz`: it can do work: the database reads and writes, engines run, no drain is under way.
 * Both need no token, so neither tells more than a word.
 */
export function registerProbes(app: FastifyInstance, services: Services): void {
  app.get("/healthz", async (_request, reply) => {
    return reply.header("cache-control", "no-store").send({ status: "ok" });
  });
  app.get("/readyz", async (_request, reply) => {
    reply.header("cache-control", "no-store");
    const status = services.closing.aborted ? "closing" : (await services.health()).status;
    if (status === "healthy" || status === "degraded") return reply.send({ status: "ready" });
    const fault = new Fault(
      "unavailable",
      status === "closing"
        ? "The server is shutting down."
        : "The database does not answer, or no engine can run scripts. The server's log and the console say which.",
    );
    return reply
      .code(503)
      .type("application/problem+json")
      .send(JSON.stringify(problemOf(fault, newId("req"))));
  });
}
