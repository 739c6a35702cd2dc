import { Fault, newId } from "@scriptyard/model";
import { type HookAnswer, requireUtf8Escapes } from "@scriptyard/runner";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { strangerAt, turnOf } from "../../bounds/large-bodies.ts";
import type { Services } from "../../context.ts";
import { goneSignal } from "../../gone.ts";
import { requireScope } from "../authorize.ts";
import { authenticate } from "../bearer.ts";
import { clientGone } from "../client-gone.ts";
import { bodyLimitBytes } from "../json-body.ts";
import { pathOf } from "../path-of.ts";

const prefix = "/hooks/";

/**
 * `ANY /hooks/<realm>/…`: the endpoints that scripts answer. A scope of its own, without cookies and without the console's
 * headers; the runner decides everything, this only reads and writes the wire.
 */
export async function registerHooks(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The stream itself: the body is read when the request got past the door, whatever it calls itself.
    scope.addContentTypeParser(
      "*",
      async (_request: FastifyRequest, payload: AsyncIterable<Buffer>) => payload,
    );
    scope.setErrorHandler((error, request, reply) => answerFailure(error, request, reply, services));
    scope.addHook("onRequest", async ({ raw }) => requireUtf8Escapes(raw.url ?? "", "The address"));
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      if (services.closing.aborted)
        return send(reply.header("connection", "close"), {
          status: 503,
          headers: { "retry-after": "1" },
          body: null,
        });
      return send(reply, await answer(request, reply, services));
    };
    scope.all(`${prefix}:realm`, handler);
    scope.all(`${prefix}:realm/*`, handler);
  });
}

function answer(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<HookAnswer> {
  const pathAndQuery = request.raw.url ?? "";
  const [path = "", ...query] = pathAndQuery.split("?");
  const { realm } = request.params as { realm: string };
  const behind = path.indexOf("/", prefix.length);
  let person = strangerAt(request.ip);
  return services.runner.triggers.handleHook({
    realm,
    method: request.method,
    pathAndQuery,
    path: behind < 0 ? "/" : path.slice(behind),
    query: query.join("?"),
    headers: request.headers,
    ip: request.ip,
    gone: goneSignal(reply.raw),
    async readBody() {
      // What is left of the stream is not read, so nothing else can come on this connection.
      const bytes = await readBody(request.body, () => void reply.header("connection", "close"));
      await turnOf(services.turns, bytes, request.raw, () => person);
      return bytes;
    },
    async verifyToken(authorization) {
      try {
        const token = await authenticate(services, authorization);
        requireScope(token, "hooks");
        person = token.id;
        return token.realmId;
      } catch (error) {
        // Who may not is told no more than who is unknown: the endpoint belongs to somebody else.
        if (error instanceof Fault && (error.code === "unauthenticated" || error.code === "forbidden"))
          return undefined;
        throw error;
      }
    },
  });
}

/** @throws Fault `too_large`, after `endConnection` */
async function readBody(body: unknown, endConnection: () => void): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimitBytes) {
      endConnection();
      throw new Fault("too_large", "The body is larger than 1 MB. Send less.");
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(reply: FastifyReply, { status, headers, body }: HookAnswer): FastifyReply {
  return reply
    .code(status)
    .headers(headers)
    .send(body ?? "");
}

function answerFailure(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
): FastifyReply {
  if (error instanceof Fault && error.code === "bad_request")
    return send(reply, {
      status: 400,
      headers: answerHeaders,
      body: JSON.stringify({ error: error.message }),
    });
  const { statusCode } = error as { statusCode?: number };
  const refused = statusCode !== undefined && statusCode >= 400 && statusCode < 500;
  const requestId = newId("req");
  const details = { err: error, requestId, path: pathOf(request) };
  if (clientGone(request)) services.log.debug(details, "a client went away while it sent");
  else if (!refused) services.log.error(details, "an endpoint failed");
  const shown = refused ? { error: "The request is not valid." } : { error: "Something failed.", requestId };
  return send(reply, {
    status: refused ? statusCode : 500,
    headers: answerHeaders,
    body: JSON.stringify(shown),
  });
}

const answerHeaders = {
  "content-type": "application/json; charset=utf-8",
  "x-content-type-options": "nosniff",
};
