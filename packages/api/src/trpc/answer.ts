import type { FastifyHandlerOptions } from "@trpc/server/adapters/fastify";
import { incomingMessageToRequest } from "@trpc/server/adapters/node-http";
import { resolveResponse } from "@trpc/server/http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type AppRouter, inputSchemaOf } from "../router.ts";
import { requireShape } from "../scope/shape.ts";

/** Calls in one batch; the console's screens send fewer than ten. */
export const mostInBatch = 20;

export type AnswerOptions = FastifyHandlerOptions<AppRouter, FastifyRequest, FastifyReply>;

/**
 * Answers a request whose body is a value already. tRPC's own adapter for fastify takes a text, makes bytes of it and
 * parses those: a second and third time over what the door has looked at and parsed.
 */
export async function answer(
  options: AnswerOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  requireShapes(request);
  // `body` on the message says that nothing is left to be read from it.
  const message = Object.assign(request.raw, { body: undefined });
  const req = incomingMessageToRequest(message, reply.raw, { maxBodySize: null });
  Object.defineProperty(req, "json", { value: async () => request.body });
  const response = await resolveResponse<AppRouter>({
    ...options,
    req,
    path: (request.params as { path: string }).path,
    error: null,
    createContext: async ({ info }) => {
      const { createContext } = options;
      return createContext!({ req: request, res: reply, info });
    },
    onError: (failed) => options.onError?.({ ...failed, req: request }),
  });
  await reply.send(response);
}

/** What came in a body is held to its procedure's shape before tRPC has Zod go through it. What came in an address is short. */
function requireShapes({ body, params, query }: FastifyRequest): void {
  if (typeof body !== "object" || body === null) return;
  const { path } = params as { path: string };
  const batch = (query as { batch?: string }).batch === "1";
  for (const [index, name] of (batch ? path.split(",", mostInBatch) : [path]).entries()) {
    const schema = inputSchemaOf(name);
    const input = batch ? (body as { [index: number]: unknown })[index] : body;
    if (schema !== null) requireShape(schema, input);
  }
}
