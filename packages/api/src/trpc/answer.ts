import type { FastifyHandlerOptions } from "@trpc/server/adapters/fastify";
import { incomingMessageToRequest } from "@trpc/server/adapters/node-http";
import { resolveResponse } from "@trpc/server/http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type AppRouter, inputSchemaOf } from "../router.ts";
import { requireShape } from "../scope/shape.ts";
import { callsIn, inputAt } from "./calls.ts";

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
function requireShapes(request: FastifyRequest): void {
  if (typeof request.body !== "object" || request.body === null) return;
  for (const [index, name] of callsIn(request).paths.entries()) {
    const schema = inputSchemaOf(name);
    if (schema !== null) requireShape(schema, inputAt(request, index));
  }
}
