import { createHash } from "node:crypto";
import type { Effect, GuestFunction, Json } from "@scriptyard/model";
import type { Progress } from "../chunks.ts";
import type { GuestPort } from "../engine/guest-doors.ts";
import { answerStandard } from "../standard/answer.ts";
import { answerEngine, type HandedSecrets } from "../standard/secrets.ts";
import type { HostCalls } from "../types.ts";
import { argumentProblem } from "./arguments.ts";
import type { RunState } from "./async-pause.ts";
import { AsyncRequests, answersLater } from "./async-requests.ts";
import { readArguments } from "./guest-records/arguments.ts";
import { readProgress } from "./guest-records/progress-record.ts";
import { hasPrototypeKey, prototypeKeyProblem } from "./json.ts";
import type { LogBuffer } from "./log-buffer.ts";
import type { Profile } from "./profile.ts";
import type { TraceTape } from "./trace-tape.ts";
import type { Watch } from "./watch.ts";

export type RunScope = {
  watch: Watch;
  profile: Profile;
  logs: LogBuffer;
  seed: string;
  clockMs: number;
  context: Json;
  hostCalls: HostCalls;
  secrets?: HandedSecrets | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
  /** The same run, before it waited. */
  before?: RunState | undefined;
  /** Of a traced program: what its recorder says. */
  tape?: TraceTape | undefined;
};

/** The host's side of one run. Everything here is called by guest code: nothing is believed, nothing throws into wasm. */
export class HostPort implements GuestPort {
  calls = 0;
  isWaiting = false;
  effectBytes = 0;
  readonly effects: Effect[] = [];
  readonly requests: AsyncRequests;
  private readonly scope: RunScope;
  private clockMs: number;

  constructor(scope: RunScope) {
    const { before } = scope;
    this.scope = scope;
    this.clockMs = before?.clockMs ?? scope.clockMs;
    this.requests = new AsyncRequests(before?.pending, before?.nextCall);
    if (!before) return;
    this.calls = before.calls;
    this.effectBytes = before.effectBytes;
    this.effects.push(...before.effects);
    this.isWaiting = true;
  }

  now(): number {
    return this.clockMs;
  }

  /** The guest's clock stands still while it runs, and moves with every answer. */
  setClock(atMs: number): void {
    this.clockMs = atMs;
  }

  interrupted(): boolean {
    return this.scope.watch.poll();
  }

  allocationDenied(): void {
    this.scope.watch.denied = true;
  }

  log(line: string): void {
    const { logs, tape } = this.scope;
    const before = logs.count;
    logs.add(line);
    if (logs.count > before) tape?.mark("log", before);
  }

  waiting(): void {
    this.isWaiting = true;
  }

  resultTooLarge(length: number): void {
    this.scope.watch.stopWith({ reason: "limit", name: "resultBytes", reached: length });
  }

  progress(text: string): void {
    const { watch, profile, onProgress } = this.scope;
    if (!profile.progress) {
      const message = "The script called progress, which its security level does not allow.";
      watch.stopWith({ reason: "security", message });
      return;
    }
    const progress = readProgress(text);
    if (progress) onProgress?.(progress);
  }

  seed(): string {
    return JSON.stringify(seedWords(this.scope.seed));
  }

  next(): string {
    return "";
  }

  begin(): void {}

  resolve(_base: string, specifier: string): string | null {
    const { files, unloaded } = this.scope.profile.image;
    return files.includes(specifier) || Object.hasOwn(unloaded, specifier) ? specifier : null;
  }

  source(specifier: string): string | null {
    const { unloaded } = this.scope.profile.image;
    return Object.hasOwn(unloaded, specifier) ? unloaded[specifier]! : null;
  }

  standard(text: string, buffers: readonly Buffer[]): string | Uint8Array {
    // Operations are JSON lists; the recorder's words are not.
    if (this.scope.tape && text[0] !== "[") {
      this.scope.tape.hear(text);
      return "";
    }
    return answerStandard(text, buffers, this.charge, this.scope.secrets);
  }

  private readonly charge = (operations: number) => this.scope.watch.charge(operations);

  /** `=` and the result's JSON, or `T` (TypeError) or `E` (Error) and the message's. */
  call(index: number, argsText: string): string {
    const { profile, watch } = this.scope;
    const binding = profile.image.bindings.functions[index];
    const name = binding?.name ?? `function ${index}`;
    if (!binding || !profile.allowed[index]) {
      const message = `The script called ${name}, which its security level does not allow.`;
      watch.stopWith({ reason: "security", message });
      return failure("E", message);
    }
    if (++this.calls > profile.limits.hostCalls) {
      watch.stopWith({ reason: "limit", name: "hostCalls", reached: this.calls });
      return failure("E", `${name}: too many host calls.`);
    }
    if (answersLater(binding)) return this.ask(binding, argsText);
    if (binding.kind === "engine") return this.answerOwn(binding, argsText);
    return binding.kind === "effect" ? this.collect(binding, argsText) : this.answer(name, argsText);
  }

  /** `?` and the number that the answer will carry. */
  private ask(binding: GuestFunction, argsText: string): string {
    const { watch, profile } = this.scope;
    this.effectBytes += Buffer.byteLength(argsText) + binding.name.length;
    if (this.effectBytes > profile.limits.resultBytes) {
      watch.stopWith({ reason: "limit", name: "resultBytes", reached: this.effectBytes });
      return failure("E", `${binding.name}: what the script sends is too large.`);
    }
    const taken = this.requests.add(binding, argsText);
    if (typeof taken === "number") this.scope.tape?.mark("call", taken);
    return typeof taken === "number" ? `?${taken}` : failure("T", taken);
  }

  private collect({ name, params }: GuestFunction, argsText: string): string {
    const { watch, profile } = this.scope;
    this.effectBytes += Buffer.byteLength(argsText) + name.length;
    if (this.effectBytes > profile.limits.resultBytes) {
      watch.stopWith({ reason: "limit", name: "resultBytes", reached: this.effectBytes });
      return failure("E", `${name}: the effects are too large.`);
    }
    const args = readArguments(name, argsText);
    if (typeof args === "string") return failure("T", args);
    const problem = argumentProblem(params, args);
    if (problem !== null) return failure("T", `${name}: ${problem}.`);
    this.scope.tape?.mark("effect", this.effects.length);
    this.effects.push({ name, args: args.slice(0, params.length) });
    return "=";
  }

  private answerOwn({ name, params }: GuestFunction, argsText: string): string {
    const args = readArguments(name, argsText);
    if (typeof args === "string") return failure("T", args);
    const problem = argumentProblem(params, args);
    if (problem !== null) return failure("T", `${name}: ${problem}.`);
    try {
      return `=${JSON.stringify(answerEngine(name, args, this.scope.secrets))}`;
    } catch (error) {
      return failure("T", `${name}: ${(error as Error).message}.`);
    }
  }

  private answer(name: string, argsText: string): string {
    const { seed, context, hostCalls } = this.scope;
    const { clockMs } = this;
    if (!Object.hasOwn(hostCalls, name)) {
      return failure("E", `${name} has no implementation in the host's module.`);
    }
    const args = readArguments(name, argsText);
    if (typeof args === "string") return failure("T", args);
    try {
      const result = hostCalls[name]!(args, { seed, clockMs, context });
      if (result === undefined) return "=";
      const text = JSON.stringify(result);
      return hasPrototypeKey(text)
        ? failure("E", prototypeKeyProblem(`${name}: the host's answer`))
        : `=${text}`;
    } catch (error) {
      if (error instanceof Error) return failure(error.name === "TypeError" ? "T" : "E", error.message);
      return failure("E", `${name} failed.`);
    }
  }
}

/** A host's own kind of error may carry anything as its message; nothing may be thrown from here. */
const failure = (kind: "T" | "E", message: unknown) =>
  kind + JSON.stringify(typeof message === "string" ? message.slice(0, 1000) : "The call failed.");

/** Four 32-bit words of a seed. */
export function seedWords(seed: string): number[] {
  const digest = createHash("sha256").update(seed).digest();
  return [0, 4, 8, 12].map((at) => digest.readInt32LE(at));
}
