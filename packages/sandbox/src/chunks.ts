import type { LogLine, Outcome } from "@scriptyard/model";
import { tell } from "./events-emitter.ts";
import type { Chunk, ExecuteOptions } from "./types.ts";

type Listener = NonNullable<ExecuteOptions["onChunk"]>;

/** Hands what a run said to the caller: lines, the latest progress, and the outcome as the last chunk. */
export function sendLines(to: Listener, lines: readonly LogLine[]): void {
  for (const line of lines) {
    const type = line.level === "warn" || line.level === "error" ? "stderr" : "stdout";
    send(to, { type, line });
  }
}

export function sendProgress(to: Listener, { value, message }: Progress): void {
  send(to, message === null ? { type: "progress", value } : { type: "progress", value, message });
}

export function sendEnd(to: Listener, outcome: Outcome): void {
  send(to, { type: outcome.status === "ok" ? "complete" : "error", outcome });
}

export type Progress = { value: number; message: string | null };

const send = (to: Listener, chunk: Chunk) => tell("onChunk", () => to(chunk));
