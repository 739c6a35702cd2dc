import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { registerHooks, registerRest, registerTrpc, type Services } from "@scriptyard/api";
import { type FastifyInstance, fastify } from "fastify";
import type { Logger } from "pino";
import { belowBase } from "./base-path.ts";
import { registerConsole } from "./console/register.ts";
import { registerSecurityHeaders } from "./console/security-headers.ts";
import type { PlaceDatabase } from "./flow-page/places/database.ts";
import type { ProxyHeader } from "./flow-page/places/proxy-headers.ts";
import { registerFlowPage } from "./flow-page/register.ts";
import type { HostRules } from "./hosts/host-rules.ts";
import { registerHostRules } from "./hosts/register.ts";
import { registerTransport } from "./hosts/transport.ts";

export type ServerDeps = {
  services: Services;
  log: Logger;
  /** Under which names it answers. Default: loopback's. */
  hosts?: Partial<HostRules>;
  /** Folder of the built console. Default: apps/console/dist. */
  consoleDir?: string;
  /** Addresses whose `X-Forwarded-For` is believed. */
  trustedProxies?: readonly string[];
  /** What trusted proxies say of the end-user page's visitors. */
  proxyHeaders?: readonly ProxyHeader[];
  /** Where their addresses are. */
  places?: Pick<PlaceDatabase, "find"> | null;
  /** Where the product around us signs people in. */
  signInUrl?: string | null;
  /** Flows one address may start per minute on the end-user page. */
  flowStartsPerMinute?: number;
  /** How long a request may take to come, in ms. Default 30 000; tests wait for less. */
  requestTimeoutMs?: number;
  /** Hooks that see every request, before any route. */
  prepare?: (app: FastifyInstance) => void;
};

/** A request has to come whole within the time, its headers within a third; looked at six times, so it is cut soon after. */
const requestTimeouts = (requestTimeout: number) => ({
  headersTimeout: requestTimeout / 3,
  requestTimeout,
  connectionsCheckingInterval: requestTimeout / 6,
});

const builtConsole = consoleFolder();

/**
 * The HTTP server, not yet listening. Each door has its own scope, so that what one needs (headers, cookies, limits)
 * costs the others nothing: the HTTP API stays lean.
 */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const { services, trustedProxies = [], requestTimeoutMs = 30_000 } = deps;
  const hosts = { publicUrl: null, hooksUrl: null, listenHost: "127.0.0.1", allowedHosts: [], ...deps.hosts };
  const { publicUrl } = hosts;
  const secure = publicUrl?.startsWith("https:") ?? false;
  const app = fastify({
    bodyLimit: 1_000_000,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    // A batch of procedure names is one path parameter.
    routerOptions: { maxParamLength: 2_000, ignoreTrailingSlash: true },
    // fastify's own is set after Node took its defaults for the rest: with it alone a body could dribble for 90 s.
    requestTimeout: requestTimeoutMs,
    http: requestTimeouts(requestTimeoutMs),
    forceCloseConnections: "idle",
    rewriteUrl: belowBase(services.basePath),
    exposeHeadRoutes: false,
  });
  // Each door says itself what it reads. What a stranger sends to any other address is not read at all: fastify would parse
  // a megabyte of it before it says that nothing is there.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", async () => undefined);
  deps.prepare?.(app);
  if (secure) registerTransport(app);
  registerHostRules(app, hosts);
  await registerRest(app, services);
  await registerHooks(app, services);
  await registerFlowPage(app, {
    services,
    secure,
    publicUrl,
    visitors: { trustedProxies, proxyHeaders: deps.proxyHeaders ?? [], places: deps.places ?? null },
    startsPerMinute: deps.flowStartsPerMinute ?? 240,
  });
  await app.register(async (scope) => {
    await registerSecurityHeaders(scope, { secure });
    await registerTrpc(scope, services, { secure, publicOrigin: publicUrl });
    await registerConsole(scope, {
      root: deps.consoleDir ?? builtConsole,
      log: deps.log,
      basePath: services.basePath,
      signInUrl: services.people === null ? null : (deps.signInUrl ?? ""),
    });
  });
  await app.ready();
  return app;
}

/** As it is packed, or as it lies in the repository. */
function consoleFolder(): string {
  const [packed, built] = ["../console", "../../../apps/console/dist"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return existsSync(packed!) ? packed! : built!;
}
