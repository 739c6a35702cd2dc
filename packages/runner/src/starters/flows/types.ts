import type { FlowSummary, PageVisitor } from "@scriptyard/host-kit";
import type { Flow, FlowOrigin, FlowSession, Json, UiBlock } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";

/** What the engine itself says in an answer, by the kind of the answer; a host's own names stand beside these. */
export type EngineAnswer = {
  sessionId: FlowSession["id"];
  /** Only in the answer that starts the session: bearer secret that continues it. */
  secret?: string;
  action: "continue" | "challenge" | "reject" | "redirect" | "done";
  node: string;
  /** For `challenge`: the block, with messages placed at their fields. */
  block?: UiBlock;
  code?: string;
  message?: string;
  url?: string;
  requestId: string;
  expiresAt: number;
  /** Counts the answers of a session. Send it back with the next form: a form sent twice is then recognised. */
  step: number;
  /** For `done`: what the end-user page shows of it. */
  summary?: FlowSummary;
};

/** Answer given to whoever walks a flow. */
export type FlowAnswer = EngineAnswer & {
  /** For `done`: what the flow decided, as the host's `flows.answer` says. */
  [decided: string]: unknown;
};

/** What starting a walk answers: its secret, or for a trial of the console the ticket that opens its page once. */
export type FlowStarted = FlowAnswer & { ticket?: string };

/** Who goes on with a walk: a product over the HTTP API, or the end-user page for a browser, known by its secret. */
export type FlowDoor = { kind: "api" } | { kind: "page"; browser: string };

/** A one-time link to the page: its path with the query. */
export type FlowLink = { path: string; expiresAt: number };

export type FlowStep = {
  node: string;
  executionId: string;
  action: string;
  outcome: string | null;
  status: "ok" | "error";
  runUs: number;
  at: number;
};

export type FlowStartInput = {
  realm: string;
  flow: string;
  /** `draft` walks the drafts: "Try it" in the console. */
  mode?: "live" | "draft";
  /** Where it was begun, and so where it goes on. Default `api`. */
  origin?: FlowOrigin;
  /** On the page: the secret of the browser that it then belongs to. */
  browser?: string;
  /** What the product knows about the visitor, in the shape that the realm's host asks for. */
  context: { [part: string]: Json };
  /** On the page: who opened it, of which the host says what is told. */
  page?: PageVisitor;
};

/** A flow as its host or a seed brings it. */
export type DeliveredFlow = Omit<Flow, "liveVersion">;

/** `warnings`: outcomes of live scripts that have no edge in it, a sentence each. */
export type SavedFlow = Flow & { warnings: string[] };

/** Flows as they are walked. */
export interface RunnerFlows {
  /** Makes a flow as it is delivered live at once, as a version of its own. */
  saveFlow(flow: DeliveredFlow, actor: Actor): Promise<SavedFlow>;
  startFlow(input: FlowStartInput, actor: Actor): Promise<FlowStarted>;
  /** The link by which a product hands a walk that it began to the end-user page. */
  linkFlow(input: { sessionId: string; secret: string }): Promise<FlowLink>;
  /** Gives a walk to the browser that opened its link. @throws Fault `gone` when the link was used before */
  claimFlow(input: { sessionId: string; ticket: string; browser: string }): Promise<{ secret: string }>;
  /** `secret` is what `startFlow` answered; `form` null only polls: repeats the last answer. */
  submitFlow(
    input: {
      sessionId: string;
      secret: string;
      form: { [name: string]: Json } | null;
      redirectState?: string;
      /** `step` of the answer this form answers; a form for an earlier step gets the last answer again. */
      step?: number;
      /** Default: the HTTP API. */
      door?: FlowDoor;
    },
    actor: Actor,
  ): Promise<FlowAnswer>;
}
