import { Fault, faults, newId } from "@scriptyard/model";
import { jsonBounds, mayHoldPrototype, measureJson, parseJson, requireUtf8Escapes } from "@scriptyard/runner";
import { moveBounds } from "@scriptyard/runner/realm-archive";
import type { CreateFastifyContextOptions } from "@trpc/server/adapters/fastify";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { strangerAt, takeTurn, turnOf } from "../bounds/large-bodies.ts";
import type { ApiContext, Services } from "../context.ts";
import { goneSignal } from "../gone.ts";
import { clientGone } from "../rest/client-gone.ts";
import { appRouter, costOf } from "../router.ts";
import { cookieSite, readSessionCookie, sessionCookieHeader } from "../session/cookie.ts";
import { requireRoomToHash, requireTurnToSignIn } from "../session/refuse-guess.ts";
import { tokenUser } from "../tokens/token-user.ts";
import { type AnswerOptions, answer } from "./answer.ts";
import { callsIn, inputAt, mostInBatch } from "./calls.ts";
import { faultData, faultOf, internalFault, isOurFailure, retryAfterSeconds, toTrpcError } from "./errors.ts";
import { requireSameOrigin } from "./same-origin.ts";

export type TrpcOptions = {
  /** True behind https: the cookie is `Secure` and `__Host-`. Its name says the port that people see. */
  secure: boolean;
  /** Origin users see, e.g. `https://scriptyard.example`; null = whatever `Host` says. */
  publicOrigin: string | null;
};

/** Serves the procedures at `/api/trpc`, with batches for calls and server-sent events for subscriptions. */
export async function registerTrpc(
  app: FastifyInstance,
  services: Services,
  options: TrpcOptions,
): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook("onRequest", async (request) => {
      const { headers, method } = request;
      requireSameOrigin(
        {
          method,
          host: headers.host,
          origin: headers.origin,
          fetchSite: header(headers["sec-fetch-site"]),
          contentType: headers["content-type"],
        },
        {
          publicOrigin: options.publicOrigin,
          mustSay: services.people !== null && !bringsToken(services, headers),
        },
      );
      requireUtf8Escapes(request.raw.url ?? "", "The address");
      if (requireFairBatch(request) > 0) requireRoomToHash(services, request.ip);
      requirePlainQuery(request.raw.url ?? "");
      if (services.closing.aborted)
        throw new Fault("unavailable", "The server is shutting down. Try again in a moment.");
    });
    scope.addHook("onSend", async (_request, reply) => {
      reply.header("cache-control", "no-store");
    });
    scope.setErrorHandler((error, request, reply) => answerRefusal(error, request, reply, services));
    const answerOptions: AnswerOptions = {
      router: appRouter,
      maxBatchSize: mostInBatch,
      responseMeta: ({ errors }) => {
        const seconds = Math.max(0, ...errors.map((error) => retryAfterSeconds(faultOf(error))));
        return seconds > 0 ? { headers: { "retry-after": String(seconds) } } : {};
      },
      createContext: ({ req, res }) => createContext(services, options, { req, res }),
      onError({ error, path, ctx }) {
        const fault = faultOf(error);
        if (!isOurFailure(fault)) return;
        services.log.error(
          { err: fault.cause ?? error, path, requestId: ctx?.request.id },
          "a procedure failed",
        );
      },
    };
    await scope.register(
      async (calls) => {
        calls.removeAllContentTypeParsers();
        calls.addContentTypeParser(
          "application/json",
          { parseAs: "buffer" },
          async (request: FastifyRequest, bytes: Buffer) => {
            // A call without input may have no body; whoever looks at its input finds none.
            if (bytes.length === 0) return {};
            const whose = () => personOf(services, request, options);
            await turnOf(services.turns, bytes, request.raw, whose, largeCallBytes);
            return parseJson(bytes, "The body", deepest);
          },
        );
        const call = async (request: FastifyRequest, reply: FastifyReply) => {
          const signIn = inputOf(request, "session.signIn");
          if (signIn !== undefined) requireTurnToSignIn(services, request, signIn);
          const calls = callsIn(request).paths.length;
          if (calls > mostWithoutTurn)
            await takeTurn(services.turns, bytesPerCall * calls, request.raw.socket, () =>
              personOf(services, request, options),
            );
          await answer(answerOptions, request, reply);
        };
        calls.all("/:path", call);
        // Seven times what anybody else may send: who is a stranger makes us read none of it.
        const onRequest = async (request: FastifyRequest) => {
          const { user, refusal } = await callerOf(services, request, options);
          if (user === null) throw refusal ?? new Fault("unauthenticated", "Sign in first.");
        };
        calls.post(`/:path(^${archiveCalls}$)`, { bodyLimit: archiveBodyBytes, onRequest }, call);
      },
      { prefix: "/api/trpc" },
    );
  });
}

/**
 * Where a body counts as large here. A product sends contexts and is served by REST; what people's browsers send over 16 KB
 * are texts and samples, and ten of 40 KB that come together are 20 ms of the loop.
 */
const largeCallBytes = 16_000;

/** What is sent an archive: alone, or in a batch that holds nothing else. */
const archiveCalls = "realms\\.(?:planImport|importDifference|import)";
/** The largest archive in base64, and what stands around it. */
const archiveBodyBytes = Math.ceil(moveBounds.packedBytes / 3) * 4 + 100_000;

/** A batch of more calls takes a turn of its own: each costs its look-ups and its answer, or its refusal, all in one piece. */
const mostWithoutTurn = 4;
/** What a call is taken to hold while its batch waits. */
const bytesPerCall = 2_000;

/** A recorded input may be sent again: what hooks take at most, and the levels that stand around it here. */
const deepest = jsonBounds.levels + 10;

/** A query's input is in its address, where tRPC parses it. An address is short; what it holds is held to the same. */
function requirePlainQuery(url: string): void {
  const { searchParams } = new URL(url, "http://localhost");
  for (const name of ["input", "connectionParams"])
    for (const text of searchParams.getAll(name)) {
      const bytes = Buffer.from(text);
      measureJson(bytes, "The input", deepest);
      if (mayHoldPrototype(text)) parseJson(bytes, "The input", deepest);
    }
}

/** Whose a large body is. Looked up before the call's own look, which finds it kept. */
async function personOf(services: Services, request: FastifyRequest, options: TrpcOptions): Promise<string> {
  const { user } = await callerOf(services, request, options);
  return user?.id ?? strangerAt(request.ip);
}

async function createContext(
  services: Services,
  options: TrpcOptions,
  { req, res }: Pick<CreateFastifyContextOptions, "req" | "res">,
): Promise<ApiContext> {
  const caller = await callerOf(services, req, options);
  const setCookie = (value: string | null, maxAgeMs: number) => {
    res.header("set-cookie", sessionCookieHeader(value, maxAgeMs, siteOf(req, options, services)));
  };
  return {
    ...services,
    request: {
      id: newId("req"),
      ip: req.ip,
      userAgent: req.headers["user-agent"] ?? "",
      gone: goneSignal(res.raw),
    },
    cookie: { set: setCookie, clear: () => setCookie(null, 0) },
    ...caller,
  };
}

/**
 * Whether a batch may be one. Said before its body is read, and once for all of it: twenty refusals of twenty calls would
 * be an attack by themselves.
 *
 * @returns how many of its calls hash
 * @throws Fault `bad_request`
 */
function requireFairBatch(request: FastifyRequest): number {
  const { paths } = callsIn(request);
  if (paths.length > mostInBatch)
    throw new Fault("bad_request", `A batch holds at most ${mostInBatch} calls. Send several.`);
  // Tries at a password come one by one.
  const hashing = paths.filter((path) => costOf(path) === "hash").length;
  if (hashing > 1)
    throw new Fault(
      "bad_request",
      "A batch may hold one call that takes a password. Send them one after the other.",
    );
  return hashing;
}

/** What a call of that name was sent; undefined where it is none of this request's. */
function inputOf(request: FastifyRequest, name: string): unknown {
  const index = callsIn(request).paths.indexOf(name);
  return index < 0 ? undefined : inputAt(request, index);
}

type Caller = Pick<ApiContext, "user" | "session" | "refusal">;
const nobody: Caller = { user: null, session: null, refusal: null };

/** A product may sign people in by the same header: then only what is a token of ours counts as one. */
function bringsToken(
  { people }: Services,
  headers: FastifyRequest["headers"],
): headers is FastifyRequest["headers"] & { authorization: string } {
  const { authorization } = headers;
  return authorization !== undefined && (people === null || /^bearer sy_/i.test(authorization));
}

/** A browser by its cookie or by what the product around us knows of it, or a program by a token; never one as the other. */
async function callerOf(services: Services, request: FastifyRequest, options: TrpcOptions): Promise<Caller> {
  const { headers, raw } = request;
  const { people, sessions } = services;
  try {
    if (bringsToken(services, headers))
      return { ...nobody, user: await tokenUser(services, headers.authorization) };
    if (people !== null) return { ...nobody, ...(await people.resolve(raw)) };
    const secret = readSessionCookie(headers.cookie, siteOf(request, options, services));
    const found = secret === null ? null : await sessions.resolve(secret);
    return { ...nobody, ...found };
  } catch (error) {
    // tRPC answers what is thrown here as its own failure; the procedure tells it as what it is.
    if (error instanceof Fault) return { ...nobody, refusal: error };
    throw error;
  }
}

const siteOf = ({ headers }: FastifyRequest, { publicOrigin, secure }: TrpcOptions, { basePath }: Services) =>
  cookieSite(publicOrigin, headers.host, secure, basePath);

/** What is refused before tRPC sees it is still answered in tRPC's shape, so that its client understands. */
function answerRefusal(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
): FastifyReply {
  const requestId = newId("req");
  const fault = faultFrom(error);
  if (clientGone(request)) services.log.debug({ err: error, requestId }, "a client went away while it sent");
  else if (isOurFailure(fault)) services.log.error({ err: error, requestId }, "a request failed");
  const { code } = toTrpcError(fault);
  const httpStatus = faults[fault.code].http;
  const path = new URL(request.url, "http://localhost").pathname.replace("/api/trpc/", "");
  const seconds = retryAfterSeconds(fault);
  if (seconds > 0) reply.header("retry-after", seconds);
  return reply.code(httpStatus).send({
    error: {
      message: fault.message,
      code: TRPC_ERROR_CODES_BY_KEY[code],
      data: { code, httpStatus, path, ...faultData(fault, requestId) },
    },
  });
}

function faultFrom(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const code = (error as { code?: string }).code;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE")
    return new Fault(
      "too_large",
      "The request is larger than what is taken here (1 MB; an archive of a realm, 5 MB). Send less at once.",
      { cause: error },
    );
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return new Fault("unsupported_media_type", "Send application/json.", { cause: error });
  return internalFault(error);
}

const header = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
