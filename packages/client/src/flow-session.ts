import type { CallOptions } from "./realm.ts";
import type { Sender } from "./request.ts";
import type { Json } from "./types.ts";

/** What a flow answers at a step: what to show, where to send somebody, or what was decided. */
export type FlowAnswer = {
  sessionId: string;
  /** `challenge` shows `block` and waits for its form, `redirect` sends to `url`, `reject` and `done` end it. */
  action: "continue" | "challenge" | "reject" | "redirect" | "done";
  /** The node that answered. */
  node: string;
  /** For `challenge`: what to show, with messages at their fields. */
  block?: Json;
  /** For `reject`. */
  code?: string;
  message?: string;
  /** For `redirect`. */
  url?: string;
  /** Counts the answers. */
  step: number;
  requestId: string;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** For `done`: what the host answers, e.g. `claims`. */
  [more: string]: Json | undefined;
};

/** One walk through a flow. */
export type FlowSession = {
  readonly id: string;
  /** Continues the walk: keep it with the id, and give it to nobody. */
  readonly secret: string;
  /** The last answer; null for a walk that was resumed, until something was asked of it. */
  readonly answer: FlowAnswer | null;
  /**
   * Sends the fields that the block asked for. Sent twice it counts once, so a connection that breaks off costs nothing.
   *
   * @param redirectState after a redirect: the `state` that the visitor came back with
   */
  submit(
    form: Record<string, unknown>,
    options?: CallOptions & { redirectState?: string },
  ): Promise<FlowAnswer>;
  /** The last answer once more; runs nothing. */
  read(options?: CallOptions): Promise<FlowAnswer>;
  /** An address below the server that opens the walk on the end-user page, once and within five minutes. */
  link(options?: CallOptions): Promise<{ path: string; expiresAt: number }>;
};

export async function startFlow(
  sender: Sender,
  { path, body, ...options }: CallOptions & { path: string; body: unknown },
): Promise<FlowSession> {
  const { secret, ...answer } = await sender.ask<FlowAnswer & { secret: string }>({
    method: "POST",
    path,
    body,
    ...options,
  });
  return createSession(sender, { id: answer.sessionId, secret }, answer as FlowAnswer);
}

export function resumeFlow(sender: Sender, session: { id: string; secret: string }): FlowSession {
  return createSession(sender, session, null);
}

function createSession(
  sender: Sender,
  { id, secret }: { id: string; secret: string },
  first: FlowAnswer | null,
): FlowSession {
  let answer = first;
  const path = `/api/v1/sessions/${encodeURIComponent(id)}`;
  const headers = { "scriptyard-session": secret };
  return {
    id,
    secret,
    get answer() {
      return answer;
    },
    async submit(form, { redirectState, ...options } = {}) {
      // Told which answer it is for, the server counts a form once.
      const step = answer?.step;
      answer = await sender.ask<FlowAnswer>({
        method: "POST",
        path,
        headers,
        body: { form, step, redirectState },
        repeatable: step !== undefined,
        ...options,
      });
      return answer;
    },
    async read(options) {
      answer = await sender.ask<FlowAnswer>({ method: "GET", path, headers, ...options });
      return answer;
    },
    link: (options) => sender.ask({ method: "POST", path: `${path}/link`, headers, ...options }),
  };
}
