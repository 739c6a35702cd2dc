import { Fault } from "@scriptyard/model";
import type { FastifyRequest } from "fastify";

/** Calls in one batch; the console's screens send fewer than ten. */
export const mostInBatch = 20;

/** The procedures that a request calls, in their order: one where it is no batch. */
export type Calls = { isBatch: boolean; paths: string[] };

const read = new WeakMap<FastifyRequest["raw"], Calls>();

/**
 * What tRPC will take the request for, by its own rules: who reads an address in another way lets calls pass that it never
 * saw. tRPC looks at the first `batch` of several, and decodes the path once more than the server did: a path that is
 * written so that this makes a difference is refused.
 *
 * @throws Fault `bad_request`
 */
export function callsIn({ params, raw }: FastifyRequest): Calls {
  const known = read.get(raw);
  if (known !== undefined) return known;
  const { path = "" } = params as { path?: string };
  if (path.includes("%"))
    throw new Fault("bad_request", "The address names no procedure: their names need no escapes.");
  const isBatch = new URL(raw.url ?? "", "http://localhost").searchParams.get("batch") === "1";
  // One more than may be, so that it is seen that there are too many.
  const calls = { isBatch, paths: isBatch ? path.split(",", mostInBatch + 1) : [path] };
  read.set(raw, calls);
  return calls;
}

/** What the call at an index was sent in the body. */
export function inputAt(request: FastifyRequest, index: number): unknown {
  const { body } = request;
  return callsIn(request).isBatch ? (body as { [index: number]: unknown } | null | undefined)?.[index] : body;
}
