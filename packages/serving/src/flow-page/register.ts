import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import { clientGone, isOurFailure, restFaultOf, retryAfterSeconds, type Services } from "@scriptyard/api";
import { Fault, faults, newId, type WaitDetails } from "@scriptyard/model";
import { networkOf, requireUtf8Escapes, utf8Text } from "@scriptyard/runner";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { largestFormBytes } from "./form.ts";
import { requireOwnForm } from "./own-form.ts";
import { renderProblem } from "./render/answers.ts";
import { createFlowPage, type FlowPage, type PageOptions } from "./session-page.ts";
import { styleHref, styleText } from "./style.ts";

export type FlowPageOptions = PageOptions & { startsPerMinute: number };

/** The end-user page: a flow walked with plain HTML forms. No script, no token, no console code. */
export async function registerFlowPage(app: FastifyInstance, options: FlowPageOptions): Promise<void> {
  const page = createFlowPage(options);
  await app.register(async (scope) => {
    await scope.register(cookie);
    await scope.register(rateLimit, {
      global: false,
      // One household or server, as everywhere: an IPv6 network has more addresses than could be counted.
      keyGenerator: (request) => networkOf(request.ip),
      errorResponseBuilder: (_request, { ttl }) =>
        new Fault("rate_limited", "Too many pages from your address. Wait a minute, then try again.", {
          details: { retryAfterMs: ttl } satisfies WaitDetails,
        }),
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "buffer", bodyLimit: largestFormBytes },
      // Its fields are read when the session is known to be this browser's: who has none makes us parse nothing.
      async (_request: FastifyRequest, bytes: Buffer) => utf8Text(bytes, "The form"),
    );
    scope.addHook("onRequest", async ({ raw }, reply) => {
      reply.headers(pageHeaders);
      requireUtf8Escapes(raw.url ?? "", "The address");
      if (options.services.closing.aborted) throw new Fault("unavailable", "Try again in a moment.");
    });
    scope.setErrorHandler((error, request, reply) => answerProblem(error, request, reply, options.services));
    registerRoutes(scope, page, options);
  });
}

/** A login has a handful of steps, and people mistype. */
const formsPerStart = 5;

function registerRoutes(scope: FastifyInstance, page: FlowPage, options: FlowPageOptions): void {
  type Start = { Params: { realm: string; flow: string } };
  type Session = {
    Params: { realm: string; flow: string; id: string };
    Querystring: { k?: string; state?: string; [name: string]: unknown };
  };
  scope.get(styleHref, async (_request, reply) =>
    reply
      .type("text/css; charset=utf-8")
      .header("cache-control", "public, max-age=31536000, immutable")
      .send(styleText),
  );
  scope.get<{ Querystring: { state?: string; [name: string]: unknown } }>("/f/resume", page.resume);
  scope.get<Start>(
    "/f/:realm/:flow",
    { config: { rateLimit: { max: options.startsPerMinute, timeWindow: 60_000 } } },
    page.start,
  );
  // Every form runs scripts, and so does who comes back from another site: a script that sends them away again makes a
  // browser go round. Wrong answers are bounded much closer, by the runner and over all sessions.
  const steps = { max: options.startsPerMinute * formsPerStart, timeWindow: 60_000 };
  scope.get<Session>(
    "/f/:realm/:flow/s/:id",
    { config: { rateLimit: { ...steps, allowList: (request) => !comesBack(request) } } },
    page.show,
  );
  scope.post<Session & { Body: string }>(
    "/f/:realm/:flow/s/:id",
    {
      config: { rateLimit: steps },
      onRequest: async (request) => requireOwnForm(request, options.publicUrl),
    },
    page.submit,
  );
}

const comesBack = ({ query }: FastifyRequest): boolean =>
  typeof query === "object" && query !== null && "state" in query;

/** Strict: nothing but our stylesheet, nothing inline, shown in a frame only by the console of the same origin. */
const pageHeaders = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "SAMEORIGIN",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
} as const;

/** Starting again would end in the same. */
const endless: ReadonlySet<string> = new Set(["not_found", "realm_closed"]);

const titles: { [code: string]: string } = {
  not_found: "There is no such page",
  gone: "This session has ended",
  rate_limited: "Too many tries",
  busy: "Very busy just now",
  unavailable: "Back in a moment",
  forbidden: "Not from here",
  realm_closed: "This page is closed",
};

function answerProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
): FastifyReply {
  const requestId = newId("req");
  const fault = restFaultOf(error);
  const details = { err: fault.cause ?? fault, requestId, url: request.url.split("?")[0] };
  if (clientGone(request)) services.log.debug(details, "a client went away while it sent");
  else if (isOurFailure(fault)) services.log.error(details, "a page failed");
  const { realm, flow } = (request.params ?? {}) as { realm?: string; flow?: string };
  const known = realm !== undefined && flow !== undefined && !endless.has(fault.code);
  const seconds = retryAfterSeconds(fault);
  if (seconds > 0) reply.header("retry-after", seconds);
  return reply
    .code(faults[fault.code].http)
    .type("text/html; charset=utf-8")
    .send(
      renderProblem({
        basePath: services.basePath,
        realm: "Scriptyard",
        title: titles[fault.code] ?? "Something went wrong",
        // Faults are written for callers of the API; an end user needs less, and nothing of our insides.
        message:
          messages[fault.code] ??
          "It is not your fault. Try again; if it keeps happening, name the number below.",
        restart: known
          ? `${services.basePath}/f/${encodeURIComponent(realm)}/${encodeURIComponent(flow)}`
          : null,
        requestId,
      }),
    );
}

const messages: { [code: string]: string } = {
  not_found: "The address is not right, or this browser did not start that session.",
  gone: "It took too long or was finished before. Start again.",
  rate_limited: "Wait a minute, then try again.",
  busy: "Wait a few seconds, then try again.",
  unavailable: "The server is being restarted. Try again in a few seconds.",
  forbidden: "This form was sent from another site and was not accepted.",
  realm_closed: "It is not offered any more, or not just now.",
  bad_request: "That was not accepted. Go back and try again.",
  too_large: "That was too much text. Go back and send less.",
  unsupported_media_type: "That was not accepted. Go back and try again.",
};
