import { type ApiToken, Fault, newId, slug } from "@scriptyard/model";
import { eventTypes } from "@scriptyard/runner";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { Services } from "../../context.ts";
import type { LoggedEvent } from "../../events/event-log.ts";
import { realmOf } from "../../scope/scope.ts";
import { faultOfZod } from "../../trpc/errors.ts";
import { requireScope } from "../authorize.ts";
import { authenticate, requireRealm } from "../bearer.ts";

/** `?realm=acme&types=execution,published`; both may be left out. */
const querySchema = z.strictObject({
  realm: slug.optional(),
  types: z
    .string()
    .max(500)
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(z.enum(eventTypes)).min(1))
    .optional(),
});

/** How often a quiet stream says that it is alive, and looks whether its token still is. */
const pingMs = 15_000;
/** Streams of one process; each holds a connection and up to a thousand events. */
const mostStreams = 200;

/**
 * `GET /api/v1/events`: live events as server-sent events, for programs (the console has its own stream over tRPC).
 * `Last-Event-ID` resumes after a break; where the gap is too long, a `gap` event says that something was missed.
 */
export function registerEventStream(scope: FastifyInstance, services: Services): void {
  let streams = 0;
  scope.get("/api/v1/events", async (request, reply) => {
    if (services.closing.aborted)
      throw new Fault("unavailable", "The server is shutting down. Try again in a moment.");
    const { authorization } = request.headers;
    const token = await authenticate(services, authorization);
    requireEvents(token);
    const query = querySchema.safeParse(request.query);
    if (!query.success) throw faultOfZod(query.error, "query");
    const realmId = await realmIdFor(services, token, query.data.realm);
    if (streams >= mostStreams)
      throw new Fault(
        "busy",
        `${mostStreams} event streams are open already. Close one, or try again later.`,
      );

    // One token must not take all there are.
    const place = await services.gates.stream.enter({ realm: realmId ?? "", person: token.id });
    const ended = new AbortController();
    request.raw.once("close", () => ended.abort());
    const signal = AbortSignal.any([ended.signal, services.closing]);
    const lastId = headerText(request.headers["last-event-id"]);
    const filter = {
      ...(realmId === null ? {} : { realmId }),
      ...(query.data.types ? { types: query.data.types } : {}),
    };
    streams++;
    reply.hijack();
    try {
      open(reply);
      if (lastId !== null && !services.eventLog.knows(lastId))
        await write(
          reply,
          'event: gap\ndata: {"message":"Events between then and now are no longer kept."}\n\n',
        );
      const revoked = () => Promise.resolve(authenticate(services, authorization)).then(no, yes);
      using _ping = every(pingMs, async () => {
        if (await revoked()) return ended.abort();
        reply.raw.write(": alive\n\n");
      });
      for await (const entry of services.eventLog.follow(filter, signal, lastId))
        await write(reply, messageOf(entry));
    } catch (error) {
      services.log.warn({ err: error, requestId: newId("req") }, "an event stream broke");
    } finally {
      streams--;
      place[Symbol.dispose]();
      reply.raw.end();
    }
  });
}

/** Events tell what executions hold: whoever may read those, or was given the scope. A role of operator reads them anyway. */
function requireEvents(token: ApiToken): void {
  if (token.role === null) requireScope(token, "events");
}

/** A token bound to a realm streams that realm, asked for or not. */
async function realmIdFor(
  services: Services,
  token: ApiToken,
  name: string | undefined,
): Promise<string | null> {
  if (name === undefined) return token.realmId;
  await requireRealm(services, token, name);
  return (await realmOf(services, name)).id;
}

function open(reply: FastifyReply): void {
  reply.raw.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    // Proxies that collect answers would hold every event back.
    "x-accel-buffering": "no",
  });
  reply.raw.write("retry: 2000\n\n");
}

/** JSON has no line breaks outside of strings and escapes them inside: one `data:` line is enough. */
function messageOf({ id, event }: LoggedEvent): string {
  return `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Waits for a slow reader; meanwhile the log keeps the newest events for it and lets the oldest go. */
async function write({ raw }: FastifyReply, text: string): Promise<void> {
  if (raw.destroyed || raw.write(text)) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      raw.off("drain", go);
      raw.off("close", go);
      resolve();
    };
    raw.once("drain", go);
    raw.once("close", go);
  });
}

function every(ms: number, work: () => Promise<void>): Disposable {
  const timer = setInterval(() => void work(), ms);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

function headerText(value: string | string[] | undefined): string | null {
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined || text === "" ? null : text.slice(0, 100);
}

const yes = () => true;
const no = () => false;
