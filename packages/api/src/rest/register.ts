import { type ApiToken, Fault, faults, newId } from "@scriptyard/model";
import { requireUtf8Escapes } from "@scriptyard/runner";
import { moveBounds } from "@scriptyard/runner/realm-archive";
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import { strangerAt, turnOf } from "../bounds/large-bodies.ts";
import type { Services } from "../context.ts";
import { goneSignal } from "../gone.ts";
import { requireShape } from "../scope/shape.ts";
import { faultOfZod, isOurFailure, retryAfterSeconds } from "../trpc/errors.ts";
import { restRoutes } from "./all.ts";
import { authorize } from "./authorize.ts";
import { authenticate } from "./bearer.ts";
import { clientGone } from "./client-gone.ts";
import { registerEventStream } from "./events/register-event-stream.ts";
import { bodyLimitBytes, parseJsonBody } from "./json-body.ts";
import { registerMetrics } from "./metrics/register-metrics.ts";
import { openApiDocument } from "./openapi/document.ts";
import { pathOf } from "./path-of.ts";
import { registerProbes } from "./probes/register-probes.ts";
import { problemOf, restFaultOf } from "./problem.ts";
import type { RestRoute } from "./route.ts";

/** Of an archive of a realm. */
const archiveType = "application/zip";

type AnyRoute = RestRoute<{ [name: string]: string }, unknown>;

/** The HTTP API at `/api/v1`, its OpenAPI document, and the probes. */
export async function registerRest(app: FastifyInstance, services: Services): Promise<void> {
  registerProbes(app, services);
  const document = JSON.stringify(openApiDocument(), null, 2);
  app.get("/api/v1/openapi.json", async (_request, reply) =>
    reply
      .type("application/json; charset=utf-8")
      .header("cache-control", "public, max-age=300")
      .send(document),
  );

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/json",
      { parseAs: "buffer", bodyLimit: bodyLimitBytes },
      async (request: FastifyRequest, bytes: Buffer) => {
        const fromBytes = callers.get(request)?.turnFromBytes;
        const turn = turnOf(services.turns, bytes, request.raw, () => personOf(request), fromBytes);
        if (turn) await turn;
        return parseJsonBody(bytes);
      },
    );
    scope.addContentTypeParser(
      archiveType,
      { parseAs: "buffer", bodyLimit: moveBounds.packedBytes },
      async (request: FastifyRequest, bytes: Buffer) => {
        const turn = turnOf(services.turns, bytes, request.raw, () => personOf(request));
        if (turn) await turn;
        return bytes;
      },
    );
    scope.addHook("onRequest", async ({ raw }) => requireUtf8Escapes(raw.url ?? "", "The address"));
    scope.setErrorHandler((error, request, reply) => answerProblem(error, request, reply, services));
    registerMetrics(scope, services);
    registerEventStream(scope, services);
    for (const route of restRoutes) registerRoute(scope, route, services);
    refuseOtherMethods(scope);
    // Before a body is read, as everywhere.
    const onRequest = async () => {
      throw new Fault("not_found", "The HTTP API has no such address. See /api/v1/openapi.json.");
    };
    scope.all("/api/v1/*", { onRequest }, () => undefined);
  });
}

function registerRoute(scope: FastifyInstance, route: AnyRoute, services: Services): void {
  const schema = route.body;
  scope.route({
    method: route.method,
    url: route.path,
    // Before the body is read: who has no token makes us parse nothing.
    async onRequest(request) {
      if (services.closing.aborted)
        throw new Fault("unavailable", "The server is shutting down. Try again in a moment.");
      const token = await authenticate(services, request.headers.authorization);
      const userId = await authorize(services, route, token, request.params as { realm?: string });
      callers.set(request, { token, userId, turnFromBytes: route.turnFromBytes });
    },
    async handler(request, reply) {
      requireKind(route, request.body);
      if (schema) requireShape(schema, request.body, "body");
      const body = schema?.safeParse(request.body);
      if (body && !body.success) throw faultOfZod(body.error, "body");
      const { token, userId } = callers.get(request)!;
      const gone = goneSignal(reply.raw);
      using _pass = await passOf(services, route, { request, gone }, personOf(request));
      const answer = await route.handle({
        services,
        token,
        actor: { userId, requestId: newId("req"), gone },
        params: request.params as { [name: string]: string },
        query: new URLSearchParams((request.raw.url ?? "").split("?")[1] ?? ""),
        headers: request.headers,
        body: route.takesArchive ? request.body : body?.data,
        reply,
      });
      const isArchive = answer instanceof Uint8Array;
      return reply
        .code(route.success.status)
        .header("content-type", isArchive ? archiveType : "application/json; charset=utf-8")
        .header("cache-control", "no-store")
        .header("x-content-type-options", "nosniff")
        .send(isArchive ? answer : JSON.stringify(answer));
    },
  });
}

/** @throws Fault `unsupported_media_type` for an archive where none is taken, and for anything else where one is */
function requireKind({ takesArchive }: AnyRoute, body: unknown): void {
  if (Buffer.isBuffer(body) === (takesArchive === true)) return;
  throw new Fault(
    "unsupported_media_type",
    `Send ${takesArchive ? `an archive as ${archiveType}` : "application/json"}.`,
  );
}

/** Holds a route that costs much to its bounds; without a promise's worth of waiting where it does not. */
async function passOf(
  services: Services,
  { cost }: AnyRoute,
  { request, gone }: { request: FastifyRequest; gone: AbortSignal },
  person: string,
): Promise<Disposable | null> {
  if (cost === undefined) return null;
  const { realm: name } = request.params as { realm?: string };
  const realm = name === undefined ? null : await services.store.realms.byName(name);
  return services.gates[cost].enter({ realm: realm?.id ?? "", person }, gone);
}

/** A weak map instead of a decorated request: the type says what is there. */
const callers = new WeakMap<FastifyRequest, RestCaller>();
type RestCaller = {
  token: ApiToken;
  userId: `usr_${string}` | null;
  turnFromBytes: number | undefined;
};

/** Whom a token with a role acts for, else the token. */
function personOf(request: FastifyRequest): string {
  const caller = callers.get(request);
  return caller === undefined ? strangerAt(request.ip) : (caller.userId ?? caller.token.id);
}

const methods: HTTPMethods[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

function refuseOtherMethods(scope: FastifyInstance): void {
  for (const path of new Set(restRoutes.map((route) => route.path))) {
    const allowed = restRoutes.filter((route) => route.path === path).map((route) => route.method);
    scope.route({
      method: methods.filter((method) => !(allowed as string[]).includes(method)),
      url: path,
      onRequest: (_request, reply) => {
        reply.header("allow", allowed.join(", "));
        throw new Fault("method_not_allowed", `This address takes ${allowed.join(" and ")}.`);
      },
      handler: () => undefined,
    });
  }
}

function answerProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
): FastifyReply {
  const requestId = newId("req");
  const fault = restFaultOf(error);
  const details = { err: fault.cause ?? fault, requestId, path: pathOf(request) };
  if (clientGone(request)) services.log.debug(details, "a client went away while it sent");
  else if (isOurFailure(fault)) services.log.error(details, "a request failed");
  // The server is about to close it anyway: the client had better not send the next request there.
  if (fault.code === "unavailable") reply.header("connection", "close");
  if (fault.code === "unauthenticated") reply.header("www-authenticate", "Bearer");
  const seconds = retryAfterSeconds(fault);
  if (seconds > 0) reply.header("retry-after", seconds);
  return reply
    .code(faults[fault.code].http)
    .header("content-type", "application/problem+json; charset=utf-8")
    .header("cache-control", "no-store")
    .header("x-content-type-options", "nosniff")
    .send(JSON.stringify(problemOf(fault, requestId)));
}
