import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { faults, newId } from "@scriptyard/model";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";

/** Serves the built console: hashed files for a year, the page itself for every other address a person may open. */
export async function registerConsole(
  scope: FastifyInstance,
  {
    root,
    log,
    basePath,
    signInUrl,
  }: {
    root: string;
    log: Logger;
    basePath: string;
    /** Where the product around us signs people in, empty = they know; null = they have passwords here. */
    signInUrl: string | null;
  },
): Promise<void> {
  const file = join(root, "index.html");
  const page = existsSync(file) ? pageText(readFileSync(file, "utf8"), basePath, signInUrl) : null;
  if (page !== null) {
    await scope.register(fastifyStatic, {
      root,
      // The page is sent below: it says where it is mounted.
      allowedPath: (path) => path !== "/index.html",
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
    return sendPage(reply);
  });
  if (page !== null)
    scope.route({ method: ["GET", "HEAD"], url: "/", handler: (_request, reply) => sendPage(reply) });

  function sendPage(reply: FastifyReply): FastifyReply {
    if (page !== null)
      return reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(page);
    return reply.code(503).type("text/plain").send("The console is not built. Run: npm run build\n");
  }
}

/**
 * The built page asks for its files relative to itself, and it answers at addresses of any depth: they get the path it is
 * mounted at. The rest it is told in `meta`: its policy lets no inline script run.
 */
function pageText(built: string, basePath: string, signInUrl: string | null): string {
  const meta = (name: string, content: string) =>
    `<meta name="scriptyard-${name}" content="${content.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}" />`;
  const said = [
    ...(basePath === "" ? [] : [meta("base", basePath)]),
    ...(signInUrl === null ? [] : [meta("sign-in", signInUrl)]),
  ].join("");
  return built.replace(/ (src|href)="\.\//g, ` $1="${basePath}/`).replace("<title>", `${said}<title>`);
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
        detail: `There is nothing at ${request.method} ${request.originalUrl.split("?")[0]!.slice(0, 200)}.`,
        code: "not_found",
        retry: false,
        requestId: newId("req"),
      }),
    );
}
