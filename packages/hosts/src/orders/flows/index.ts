import type { FlowMemory, FlowSummary, FlowsDefinition, JsonObject } from "@scriptyard/host-kit";
import { isObject, type Json } from "@scriptyard/model";
import { amountText, totalOf } from "../money.ts";
import { approvalNodes } from "./kinds.ts";
import { completeOrder, toldParts } from "./told.ts";

/** Flows of the orders host: an order waits until everybody who has to has signed it. Nobody logs in. */
export const orderFlows: FlowsDefinition = {
  kinds: approvalNodes,
  told: toldParts,
  visitor: completeOrder,
  isSomebody: ({ approver = null }) => approver !== null,
  decided: () => ({ customer: null, lines: [], signatures: [] }),
  context: ({ visitor, decided }, { realm, flow }) => ({
    order: orderIn({ visitor, decided }),
    requester: visitor.requester ?? null,
    approver: visitor.approver ?? null,
    signatures: signaturesIn(decided),
    realm,
    step: flow,
  }),
  answer: (memory) => ({ order: orderIn(memory), signatures: signaturesIn(memory.decided) }),
  answered: {
    order: "The order with what was added on the way.",
    signatures: "Who signed it, when, with which comment.",
  },
  summary: approvalSummary,
};

/** The product's order with what scripts have said since. A new one each time: records keep what a run was given. */
function orderIn({ visitor, decided }: FlowMemory): JsonObject {
  const order = isObject(visitor.order) ? visitor.order : {};
  const customer = isObject(order.customer) ? order.customer : {};
  return {
    ...order,
    customer: { ...customer, ...(typeof decided.customer === "string" && { name: decided.customer }) },
    lines: [...listOf(order.lines), ...listOf(decided.lines)],
  };
}

const signaturesIn = ({ signatures }: JsonObject): Json[] => [...listOf(signatures)];

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

function approvalSummary(memory: FlowMemory): FlowSummary {
  const { number = null, customer, currency, lines } = orderIn(memory);
  const names = signaturesIn(memory.decided).flatMap((one) =>
    isObject(one) && typeof one.by === "string" ? [one.by] : [],
  );
  return {
    facts: [
      { name: "Order", value: number },
      { name: "Customer", value: isObject(customer) ? (customer.name ?? null) : null },
      {
        name: "Amount",
        value: amountText(totalOf(lines ?? []), typeof currency === "string" ? currency : ""),
      },
    ],
    text: names.length === 0 ? "Approved by the rules." : `Signed by ${names.join(", ")}.`,
  };
}
