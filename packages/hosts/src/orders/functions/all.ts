import type { FunctionDefinition } from "@scriptyard/host-kit";
import { answerFail } from "./answer-fail.ts";
import { approvalSign } from "./approval-sign.ts";
import { moneyText } from "./money-text.ts";
import { moneyTotal } from "./money-total.ts";
import { ordersAddLine } from "./orders-add-line.ts";
import { ordersSetCustomer } from "./orders-set-customer.ts";

/** Workers load this list too, so its files author their schemas as JSON Schema. `publish` comes with the trigger hooks. */
export const orderFunctions: FunctionDefinition[] = [
  ordersSetCustomer,
  ordersAddLine,
  approvalSign,
  answerFail,
  moneyTotal,
  moneyText,
];
