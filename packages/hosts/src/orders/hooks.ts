import type { HookDefinition } from "@scriptyard/host-kit";
import { uiBlockSchema } from "@scriptyard/model";
import { orderContext, orderVerdict } from "./types.ts";

const context = { name: "context", schema: orderContext, description: "What is known about this approval." };

/** Functions that only compute; every hook may call them. */
export const computing = ["money.*"];

export const orderHooks: HookDefinition[] = [
  {
    name: "onReview",
    title: "At a step of the approval",
    description:
      "Says how the approval goes on: `approve` by a route, `ask` with a page, or `refuse`. Runs once when the order reaches the step and again with everything that is submitted.",
    params: [
      context,
      {
        name: "answer",
        schema: { anyOf: [{ $ref: "#/$defs/OrderAnswer" }, { type: "null" }] },
        description: "What was submitted; null when the order has just reached this step.",
        methods: { fail: "answer.fail" },
      },
    ],
    result: orderVerdict,
    resultType: "OrderVerdict",
    functions: ["orders.*", "approval.*", "answer.*", ...computing],
  },
  {
    name: "onSlip",
    title: "A page about the order",
    description: "Builds what somebody reads on a slip; its button leads to the next step.",
    params: [context],
    result: uiBlockSchema,
    resultType: "UiBlock",
    functions: computing,
  },
  {
    name: "onBooking",
    title: "When the order is approved",
    description:
      "Runs after the last step, with effects only: messages to the shop, the warehouse, the books.",
    params: [context],
    functions: ["publish", ...computing],
  },
];
