import type { HostAnswer, Json } from "@scriptyard/model";
import type { HostRequest } from "../executor/async-requests.ts";
import { hasPrototypeKey, isTooDeep, MAX_DEPTH, prototypeKeyProblem } from "../executor/json.ts";
import type { DriveInput } from "./drive.ts";
import type { AsyncCall, HostRequestAnswerer } from "./types.ts";

/** The async host calls of one run: made once each, collected as they are answered, aborted with the run. */
export class OpenCalls implements Disposable {
  private readonly input: DriveInput;
  private readonly abort = new AbortController();
  private readonly made = new Set<number>();
  private readonly arrived: HostAnswer[] = [];
  private readonly startedAt = performance.now();
  private waitedMs = 0;
  private wake: (() => void) | undefined;

  constructor(input: DriveInput) {
    this.input = input;
  }

  /** Makes the calls that are new among `pending`, and waits for the next answers. */
  async next(pending: readonly HostRequest[]): Promise<HostAnswer[] | "timeout" | "cancelled"> {
    const { answer, signal, limits, room } = this.input;
    if (signal?.aborted || room.closed) return "cancelled";
    // Nobody to ask: the recording ended where its run stopped waiting.
    if (answer === null) return "timeout";
    for (const request of pending) {
      if (request.kind === "async" && !this.made.has(request.call)) this.make(request);
    }
    const since = performance.now();
    const left = limits.waitMs - this.waitedMs;
    if (this.arrived.length === 0 && left > 0) await this.wait(left, signal);
    this.waitedMs += performance.now() - since;
    if (signal?.aborted || room.closed) return "cancelled";
    return this.arrived.length > 0 ? this.arrived.splice(0) : "timeout";
  }

  [Symbol.dispose](): void {
    this.abort.abort();
  }

  private make(request: HostRequest): void {
    this.made.add(request.call);
    const { answer, call } = this.input;
    const { name, args } = request;
    const given = { ...call, clockMs: this.now(), signal: this.abort.signal };
    const { inputBytes } = this.input.limits;
    void answered(answer!, { name, args }, given, inputBytes).then((result) => this.take(request, result));
  }

  private take({ call, name, args }: HostRequest, answer: { value: Json } | { error: string }): void {
    const base = { call, name, args, atMs: this.now() };
    if ("error" in answer) this.arrived.push({ ...base, ok: false, value: null, error: answer.error });
    else this.arrived.push({ ...base, ok: true, value: answer.value });
    this.wake?.();
  }

  private now(): number {
    return this.input.clockMs + Math.floor(performance.now() - this.startedAt);
  }

  private async wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
    // A call that was just made may have ended the run: an abort is told only once.
    if (signal?.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        this.input.room.wakers.delete(done);
        this.wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, Math.min(Math.ceil(ms), MAX_TIMER_MS));
      this.wake = done;
      signal?.addEventListener("abort", done, { once: true });
      this.input.room.wakers.add(done);
    });
  }
}

/** A longer timer would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Asks a host for one answer, which is JSON of at most `inputBytes`, or the message the script gets instead. */
export async function answered(
  answer: HostRequestAnswerer,
  { name, args }: { name: string; args: Json[] },
  call: AsyncCall,
  inputBytes: number,
): Promise<{ value: Json } | { error: string }> {
  let value: unknown;
  try {
    // The host may keep or change what it is given.
    value = await answer({ name, args: structuredClone(args) }, call);
  } catch (error) {
    return { error: messageOf(name, error) };
  }
  let text: string | undefined;
  try {
    text = JSON.stringify(value ?? null);
  } catch {
    text = undefined;
  }
  if (text === undefined) return { error: `${name}: the host's answer is not JSON.` };
  const bytes = Buffer.byteLength(text);
  if (bytes > inputBytes)
    return { error: `${name}: the answer has ${bytes} bytes, at most ${inputBytes} are allowed.` };
  if (isTooDeep(text)) return { error: `${name}: the answer is nested deeper than ${MAX_DEPTH} levels.` };
  if (hasPrototypeKey(text)) return { error: prototypeKeyProblem(`${name}: the host's answer`) };
  return { value: JSON.parse(text) as Json };
}

/** What the script is told: the host's words for a `TypeError` or an `Error` it threw for the script, cut to length. */
function messageOf(name: string, error: unknown): string {
  // A host's own kind of error may carry anything as its message.
  const message: unknown = error instanceof Error ? error.message : "";
  return typeof message === "string" && message !== "" ? message.slice(0, 1_000) : `${name} failed.`;
}
