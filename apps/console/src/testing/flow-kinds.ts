import type { FlowNodeKind } from "@scriptyard/model";

/** Nodes of a host whose flows are logins: one kind of each role. */
export const decision: FlowNodeKind = {
  id: "decision",
  title: "Decision",
  description: "Decides how the flow goes on",
  hook: "onExecute",
  role: "decides",
  form: "form",
  answers: {
    by: "action",
    values: {
      continue: { action: "continue", outcome: "outcome" },
      challenge: { action: "challenge", block: "block" },
      reject: { action: "reject", code: "code", message: "message" },
    },
  },
};
export const block: FlowNodeKind = {
  id: "block",
  title: "Block",
  description: "Shows a block to the user",
  hook: "render",
  role: "shows",
};
export const completion: FlowNodeKind = {
  id: "completion",
  title: "Completion",
  description: "Runs when the flow ends well",
  hook: "onComplete",
  role: "completes",
};

/** What such a host says of itself, as far as screens ask. */
export const loginReference = {
  hooks: [{ name: decision.hook, params: ["context", "form"] }],
  functions: [],
  flows: { kinds: [decision, block, completion], told: [], answered: [] },
};
