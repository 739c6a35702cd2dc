import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { faults, newId } from "@scriptyard/model";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";

/** Serves the built console: hashed files for a year, the page itself for every other address a person may open. */
export async function registerConsole(
  scope: FastifyInstance,
  { root, log }: { root: string; log: Logger },
): Promise<void> {
  const built = existsSync(join(root, "index.html"));
  if (built) {
    await scope.register(fastifyStatic, {
      root,
      // The build writes .br and .gz beside its files: Monaco's TypeScript worker is 6.9 MB bare.
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.includes("/assets/") || path.includes("\\assets\\");
        reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  } else log.warn({ root }, "the console is not built; run npm run build");

  scope.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) return notFound(request, reply);
    if (built) return reply.header("cache-control", "no-cache").sendFile("index.html");
    return reply.code(503).type("text/plain").send("The console is not built. Run: npm run build\n");
  });
}

/** An address of the console, as opposed to a missing file or an unknown address of an API. */
function isPage({ method, url }: FastifyRequest): boolean {
  const path = url.split("?")[0]!;
  if (method !== "GET" && method !== "HEAD") return false;
  if (path.startsWith("/api/") || path.startsWith("/assets/") || path.startsWith("/f/")) return false;
  return !/\.[a-z0-9]{1,8}$/i.test(path);
}

function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { title, http } = faults.not_found;
  return reply
    .code(http)
    .type("application/problem+json; charset=utf-8")
    .send(
      JSON.stringify({
        type: "https://scriptyard.dev/faults/not_found",
        title,
        status: http,
        detail: `There is nothing at ${request.method} ${request.url.split("?")[0]!.slice(0, 200)}.`,
        code: "not_found",
        retry: false,
        requestId: newId("req"),
      }),
    );
}
