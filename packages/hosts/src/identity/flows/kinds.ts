import type { FlowNodeKind } from "@scriptyard/model";

/** The nodes of a login. Graphs name them by their ids, so these stay. */
export const loginNodes: FlowNodeKind[] = [
  {
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
  },
  {
    id: "block",
    title: "Block",
    description: "Shows a block to the user",
    hook: "render",
    role: "shows",
  },
  {
    id: "completion",
    title: "Completion",
    description: "Runs when the flow ends well",
    hook: "onComplete",
    role: "completes",
  },
];
