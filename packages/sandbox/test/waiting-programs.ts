import { defaultLimits, type GuestBindings, type Limits, type Outcome } from "@scriptyard/model";
import type { AsyncHost, Program, RunState } from "@scriptyard/sandbox";

const anything = { name: "value", schema: {}, optional: true };

/** A host with functions that answer later: `users.*` by the host, `flow.challenge` by somebody outside. */
export const waitingBindings: GuestBindings = {
  hash: "waiting",
  functions: [
    {
      name: "users.find",
      kind: "async",
      capability: "probe",
      params: [{ name: "id", schema: { type: "string" }, optional: false }],
    },
    { name: "users.slow", kind: "async", capability: "probe", params: [anything] },
    { name: "users.secret", kind: "async", capability: "secrets", params: [] },
    { name: "users.gone", kind: "async", capability: "probe", params: [] },
    { name: "flow.challenge", kind: "event", capability: "probe", params: [anything] },
    { name: "probe.note", kind: "effect", capability: "probe", params: [anything] },
    { name: "random", kind: "effect", capability: "probe", params: [] },
  ],
  hooks: [{ name: "onExecute", params: ["context"], methods: {} }],
};

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const asyncHost: AsyncHost = {
  waiting: {
    "users.find": async ([id]) => {
      await after(5);
      if (id === "nobody") throw new Error("there is no such user");
      if (id === "cycle") {
        const cycle: { self?: unknown } = {};
        cycle.self = cycle;
        return cycle as never;
      }
      if (id === "huge") return "x".repeat(100_000);
      return { id: id!, name: `User ${id as string}` };
    },
    "users.slow": async ([ms]) => {
      await after(Number(ms));
      return ms!;
    },
  },
};

export function waitingProgram(code: string): Program {
  return {
    entry: "login/waits",
    modules: [{ specifier: "login/waits", code }],
    bindings: waitingBindings,
    host: "waiting",
  };
}

/** Patient: what is tested here is not speed, and machines are busy. */
export function limits(change: Partial<Limits> = {}): { limits: Limits } {
  return { limits: { ...defaultLimits, timeoutMs: 2_000, ...change } };
}

/** All that must repeat of an outcome: everything but how long it took. */
export function comparable(outcome: Outcome) {
  const { runUs: _run, queueUs: _queue, compileUs: _compile, ...metrics } = outcome.metrics;
  return { ...outcome, metrics };
}

export function done(state: RunState): Outcome {
  if (state.status !== "done") throw new Error(`it still waits for ${state.event.name}`);
  return state.outcome;
}

export function waiting(state: RunState): Extract<RunState, { status: "waiting" }> {
  if (state.status !== "waiting") throw new Error(`it does not wait: ${JSON.stringify(state.outcome)}`);
  return state;
}
