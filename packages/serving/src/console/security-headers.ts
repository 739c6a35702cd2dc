import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

/**
 * Headers for what a signed-in browser loads. Monaco needs inline styles and nothing else; its workers are our own
 * files. `frame-src` lets the console show the end-user page beside a flow.
 */
export async function registerSecurityHeaders(
  scope: FastifyInstance,
  { secure }: { secure: boolean },
): Promise<void> {
  await scope.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'", "data:"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        frameSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // Every door has it: see hosts/transport.ts.
    hsts: false,
    // Over plain http on a laptop these would lock the browser out of its own console.
    originAgentCluster: secure,
    crossOriginOpenerPolicy: secure ? { policy: "same-origin" } : false,
    referrerPolicy: { policy: "no-referrer" },
    frameguard: { action: "deny" },
  });
}
