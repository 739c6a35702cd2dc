import type { Socket } from "node:net";
import { networkOf } from "@scriptyard/runner";
import { createTurns, type Turns } from "./turns.ts";

/** Bodies of this size and more take turns: reading a smaller one is a few milliseconds at the worst. */
const largeBodyBytes = 32_000;

/** One line for all doors: what they take turns for is the same thread. */
export const createBodyTurns = (): Turns =>
  createTurns({
    waitingBytes: { perPerson: 8_000_000, all: 64_000_000 },
    longestWaitMs: 10_000,
  });

/**
 * Waits for the turn of a body that is large; a small one waits for nothing, not even a promise.
 *
 * @param whose a token, a user, or `strangerAt` an address; asked where the body is large
 * @param fromBytes what counts as large, where more is done with it than reading
 * @throws Fault `rate_limited` with `WaitDetails`, `unavailable` when the connection ended
 */
export function turnOf(
  turns: Turns,
  { length }: Uint8Array,
  { socket }: { socket: Socket },
  whose: () => string | Promise<string>,
  fromBytes: number = largeBodyBytes,
): Promise<void> | null {
  return length < fromBytes ? null : takeTurn(turns, length, socket, whose);
}

/**
 * Waits for the turn of something that is as dear as a large body.
 *
 * @throws as `turnOf`
 */
export async function takeTurn(
  turns: Turns,
  bytes: number,
  socket: Socket,
  whose: () => string | Promise<string>,
): Promise<void> {
  const gone = new AbortController();
  const close = () => gone.abort();
  // The request itself has ended: it was read. Of whoever sent it only the connection tells.
  socket.once("close", close);
  try {
    await turns.take(await whose(), bytes, gone.signal);
  } finally {
    socket.off("close", close);
  }
}

/** Whose a body is, where nobody has said who they are. */
export const strangerAt = (ip: string): string => `network ${networkOf(ip)}`;
