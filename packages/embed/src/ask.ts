import { type CallOptions, type Json, ScriptyardError } from "@scriptyard/client";
import { Fault, faults, newId, type WaitDetails } from "@scriptyard/model";
import { type Actor, parseJson } from "@scriptyard/runner";

/**
 * Does what a request would do, and fails as one would: the same program works beside a server.
 *
 * @throws ScriptyardError; the signal's reason when it was aborted
 */
export async function ask<Answer>(
  call: (actor: Actor) => Promise<Answer>,
  { signal, timeoutMs }: CallOptions = {},
): Promise<Answer> {
  signal?.throwIfAborted();
  const requestId = newId("req");
  using ends = endsOf(signal, timeoutMs);
  const work = call({ userId: null, requestId, ...(ends.gone && { gone: ends.gone }) });
  try {
    return await (ends.gone ? Promise.race([work, ends.ended]) : work);
  } catch (error) {
    // The loser of the race is told to nobody.
    work.catch(() => undefined);
    signal?.throwIfAborted();
    if (error instanceof Fault) throw refusal(error, requestId);
    throw error;
  }
}

/** Rejects when the caller gives up or the time is over; of what waits in a line the runner hears by `gone`. */
function endsOf(signal: AbortSignal | undefined, timeoutMs: number | undefined) {
  const timeout = new AbortController();
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => timeout.abort(tooLong(timeoutMs)), timeoutMs).unref();
  const signals = [...(signal ? [signal] : []), ...(timer ? [timeout.signal] : [])];
  const gone = signals.length === 0 ? null : AbortSignal.any(signals);
  let stop = () => {};
  const ended = new Promise<never>((_resolve, reject) => {
    if (gone === null) return;
    const tell = () => reject(gone.reason as Error);
    gone.addEventListener("abort", tell, { once: true });
    stop = () => gone.removeEventListener("abort", tell);
  });
  return {
    gone,
    ended,
    [Symbol.dispose]() {
      clearTimeout(timer);
      stop();
    },
  };
}

const tooLong = (timeoutMs: number): ScriptyardError =>
  new ScriptyardError("timeout", `No answer within ${timeoutMs} ms. It may still be done.`);

function refusal(fault: Fault, requestId: string): ScriptyardError {
  const { http, retry } = faults[fault.code];
  const { retryAfterMs = null } = (fault.details ?? {}) as Partial<WaitDetails>;
  const { details } = fault;
  return new ScriptyardError(fault.code, fault.message, {
    status: http,
    retry,
    retryAfterMs,
    requestId,
    details,
    cause: fault,
  });
}

/**
 * A value as it would come out of a request's body: what JSON does not hold is left out, and what scripts must never be
 * handed is refused.
 *
 * @param what for the message, e.g. `args`
 * @throws ScriptyardError `bad_request`
 */
export function sent<Value extends Json>(value: unknown, what: string): Value {
  try {
    const text = JSON.stringify(value);
    if (text === undefined)
      throw new Fault("bad_request", `${what}: expected a value of JSON, got ${typeof value}.`);
    return parseJson(Buffer.from(text), what) as Value;
  } catch (error) {
    const fault =
      error instanceof Fault
        ? error
        : new Fault("bad_request", `${what}: is no JSON: ${(error as Error).message}`, { cause: error });
    throw refusal(fault, newId("req"));
  }
}
