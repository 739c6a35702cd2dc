import type { HookDefinition } from "@scriptyard/host-kit";
import { uiBlockSchema } from "@scriptyard/model";
import { loginContext } from "./types/context.ts";
import { flowResultSchema } from "./types/flow-result.ts";

/** Helpers that only compute; every hook may call them. */
export const pureFunctions = ["ip.*", "email.*", "hash.*", "time.*", "text.*"];

export const identityHooks: HookDefinition[] = [
  {
    name: "onExecute",
    title: "At a node of the flow",
    description:
      "Decides how the flow goes on: `continue` by an outcome, `challenge` with a form, or `reject`. Runs once when the flow reaches the node and again with every form the visitor submits.",
    params: [
      { name: "context", schema: loginContext, description: "What is known about this login." },
      {
        name: "form",
        schema: { anyOf: [{ $ref: "#/$defs/LoginForm" }, { type: "null" }] },
        description: "What the visitor submitted; null when the flow has just reached this node.",
        methods: { fail: "form.fail" },
      },
    ],
    result: flowResultSchema,
    resultType: "FlowResult",
    // A flow publishes with `events.publish`; `publish` is for the hooks of triggers.
    functions: [
      "flow.*",
      "form.*",
      "code.*",
      "redirect.*",
      "claims.*",
      "session.*",
      "user.*",
      "users.*",
      "terms.*",
      "events.*",
      ...pureFunctions,
    ],
  },
  {
    name: "onComplete",
    title: "When the flow is done",
    description: "Runs after the last node, with effects only: claims, session, events. It returns nothing.",
    params: [{ name: "context", schema: loginContext, description: "What is known about this login." }],
    functions: ["claims.*", "session.*", "events.*", ...pureFunctions],
  },
  {
    name: "render",
    title: "A block of the page",
    description:
      "Builds what the visitor sees at a block node. It only reads; the visitor's button leads to the next node.",
    params: [{ name: "context", schema: loginContext, description: "What is known about this login." }],
    result: uiBlockSchema,
    resultType: "UiBlock",
    functions: pureFunctions,
  },
];
