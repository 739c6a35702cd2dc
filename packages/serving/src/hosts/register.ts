import { faults, newId } from "@scriptyard/model";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { createDoorOf, type HostRules } from "./host-rules.ts";

/** For programs that know an address and no name: they tell nothing, or ask for a token. */
const anyHost = new Set(["/healthz", "/readyz", "/metrics"]);
const hooks = "/hooks/";

/** Before every route of every door: the host a request names is one of ours, and the one that this door answers under. */
export function registerHostRules(app: FastifyInstance, rules: HostRules): void {
  const doorOf = createDoorOf(rules);
  const apart = rules.hooksUrl !== null;
  app.addHook("onRequest", async (request, reply) => {
    const route = request.routeOptions.url;
    if (route !== undefined && anyHost.has(route)) return;
    const door = doorOf(request.headers.host);
    if (door === "unknown") return refuse(request, reply, "forbidden", unknownHost(request));
    // The route, because an address can be spelled in many ways; what no route knows belongs to a door too.
    if (apart && (door === "hooks") !== (route ?? request.url).startsWith(hooks))
      return refuse(request, reply, "not_found", "There is nothing at this address of this host.");
  });
}

/** The one who reads it set the server up, or runs the proxy before it. */
function unknownHost({ headers }: FastifyRequest): string {
  const host = (headers.host ?? "").slice(0, 100);
  return `This server does not answer to the host ${JSON.stringify(host)}. Set SCRIPTYARD_PUBLIC_URL to the address users open, or add the name to SCRIPTYARD_ALLOWED_HOSTS (embedded: publicUrl, allowedHosts); a proxy has to pass it on as Host.`;
}

function refuse(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  code: "forbidden" | "not_found",
  detail: string,
): FastifyReply {
  const { http, title } = faults[code];
  reply.code(http).header("cache-control", "no-store").header("x-content-type-options", "nosniff");
  if (headers.accept?.includes("text/html"))
    return reply.type("text/plain; charset=utf-8").send(`${detail}\n`);
  const type = `https://scriptyard.dev/faults/${code}`;
  const problem = { type, title, status: http, detail, code, retry: false, requestId: newId("req") };
  return reply.type("application/problem+json; charset=utf-8").send(JSON.stringify(problem));
}
