import type { Json } from "./json.ts";
import { isObject } from "./objects.ts";
import type { UiBlock } from "./ui-block.ts";

/**
 * What nodes of a kind do for the walk, whatever their host calls them: one `decides` (goes on by an outcome, asks, or
 * refuses), one `shows` a block whose button goes on, one `completes` when the flow has come to its good end.
 */
export type FlowNodeRole = "decides" | "shows" | "completes";

/**
 * What one answer of a deciding hook means to the walk. The other members name where in the answer more is said: the
 * outcome to leave by, the block to ask with, the code and the message of a refusal.
 */
export type AnswerMeaning =
  | { action: "continue"; outcome: string }
  | { action: "challenge"; block: string }
  | { action: "reject"; code: string; message: string };

/**
 * How the answers of a deciding hook are told apart. Data and no function: the walk follows it, the editor reads scripts by
 * it before they run, and the console shows results by it.
 *
 * @example { by: "verdict", values: { approve: { action: "continue", outcome: "route" }, … } }
 */
export type AnswerTable = { by: string; values: { readonly [value: string]: AnswerMeaning } };

/** A kind of node that the flows of a host are made of. */
export type FlowNodeKind = {
  /** As graphs name it. */
  id: string;
  title: string;
  /** What its nodes do, in a short line. */
  description: string;
  /** The hook that their scripts export; of no other kind. */
  hook: string;
} & (
  | {
      role: "decides";
      /** Parameter of the hook that gets what somebody submitted; the others get the context. */
      form: string;
      answers: AnswerTable;
    }
  | { role: "shows" | "completes" }
);

export type DecidingKind = Extract<FlowNodeKind, { role: "decides" }>;

/** Where a script at a deciding node says by which outcome it leaves: what is read of its text before it runs. */
export type WaysOut = {
  /** Member of an answer that says what it is; see `AnswerTable`. */
  by: string;
  /** Its values that go on, each with the member that names the outcome. */
  continues: { readonly [value: string]: string };
  /** Calls that send the visitor away to come back by an outcome: a member of one of the arguments names it. */
  leaves: readonly { call: string; argument: number; member: string }[];
  /** Calls beside which no answer to go on is followed. */
  unfollowed: readonly string[];
};

/** What an answer of a deciding hook says to the walk. */
export type NodeDecision =
  /** `member`: where in the answer the outcome is named. */
  | { action: "continue"; outcome: string | null; member: string }
  | { action: "challenge"; block: UiBlock }
  | { action: "reject"; code: string; message: string | null };

/**
 * Null for what no answer of the kind looks like, and for kinds that decide nothing.
 *
 * @param result held by the hook's own schema already, where it is followed
 */
export function decisionOf(kind: FlowNodeKind | null, result: Json): NodeDecision | null {
  if (kind?.role !== "decides" || !isObject(result)) return null;
  const { by, values } = kind.answers;
  const value = result[by];
  const meaning = typeof value === "string" && Object.hasOwn(values, value) ? values[value]! : null;
  switch (meaning?.action) {
    case "continue":
      return { action: "continue", outcome: textIn(result, meaning.outcome), member: meaning.outcome };
    case "challenge":
      return { action: "challenge", block: result[meaning.block] as unknown as UiBlock };
    case "reject":
      return {
        action: "reject",
        code: textIn(result, meaning.code) ?? "",
        message: textIn(result, meaning.message),
      };
    case undefined:
      return null;
  }
}

/** The kind of nodes whose scripts export a hook: there is one at most. */
export function kindOfHook(kinds: readonly FlowNodeKind[], hook: string | null): FlowNodeKind | null {
  return kinds.find((kind) => kind.hook === hook) ?? null;
}

/** The kind that a graph names; null where the host has none of that name (any more). */
export function kindNamed(kinds: readonly FlowNodeKind[], id: string): FlowNodeKind | null {
  return kinds.find((kind) => kind.id === id) ?? null;
}

function textIn(result: { [member: string]: Json }, member: string): string | null {
  const value = result[member];
  return typeof value === "string" ? value : null;
}
