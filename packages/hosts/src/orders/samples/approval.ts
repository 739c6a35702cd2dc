import type { SampleDefinition } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { samplesClock } from "../../demo/types.ts";
import { depotSettings } from "../demo/settings.ts";

type Parts = { order?: { [member: string]: Json }; approver?: Json; signatures?: Json[] };

export const anna: Json = { id: "p_7", name: "Anna Reiter", role: "head-of-sales", mayApproveUpTo: 20_000 };
export const paul: Json = { id: "p_12", name: "Paul Winter", role: "sales", mayApproveUpTo: 2_000 };
export const pumps = {
  article: "PUMP-20",
  text: "Pump, 20 l",
  quantity: 4,
  price: 612.5,
  discountPercent: 10,
};
export const gaskets = { article: "GSK-3", text: "Gasket", quantity: 50, price: 1.9, discountPercent: 0 };
export const miller = { id: "C-118", name: "Miller & Sons", country: "AT", openAmount: 1_200 };

const signed = { by: "Anna Reiter", comment: "Discount as agreed.", at: samplesClock };

/** One sample: an order of pumps on a Monday morning, with changes. */
function sample(name: string, description: string, changes: Parts, answer?: Json): SampleDefinition {
  const { order = {}, approver = null, signatures = [] } = changes;
  const context: Json = {
    order: {
      number: "SO-20417",
      customer: miller,
      currency: "EUR",
      lines: [pumps, gaskets],
      note: null,
      ...order,
    },
    requester: paul,
    approver,
    signatures,
    realm: {
      id: "rlm_01jtdemo00000000000000000d",
      name: "depot",
      settings: depotSettings,
      timeZone: "Europe/Vienna",
      now: samplesClock,
    },
    step: {
      id: "flw_01jtdemo00000000000000000d",
      node: "rules",
      sessionId: "fls_01jtdemo00000000000000000d",
      attempt: 1,
      startedAt: samplesClock,
      history: [],
    },
  };
  return { name, description, args: answer === undefined ? [context] : [context, answer] };
}

const empty = { order: { number: "new", lines: [], customer: { ...miller, id: "", name: "" } } };

export const approvalSamples: { [node: string]: SampleDefinition[] } = {
  entry: [
    sample("An order that is told", "The product has sent it.", {}, null),
    sample("Nothing is told", "Somebody opened the page by its address.", empty, null),
    sample("Filled in", "One position by hand.", empty, {
      customer: "Huber KG",
      text: "Repair of a pump",
      price: "480,50",
    }),
    sample("Filled in wrongly", "No amount, and no customer.", empty, {
      customer: " ",
      text: "Repair",
      price: "soon",
    }),
  ],
  rules: [
    sample("Needs a signature", "Above what needs nobody.", {}, null),
    sample("Small", "Gaskets only.", { order: { lines: [gaskets] } }, null),
    sample(
      "Small with a large discount",
      "Little money, much taken off.",
      { order: { lines: [{ ...gaskets, discountPercent: 40 }] } },
      null,
    ),
    sample("Too much", "A hundred pumps.", { order: { lines: [{ ...pumps, quantity: 100 }] } }, null),
    sample("Blocked customer", "On the list.", { order: { customer: { ...miller, id: "C-404" } } }, null),
  ],
  desk: [
    sample("Anna opens it", "She may sign up to 20 000.", { approver: anna }, null),
    sample("Anna signs", "With a comment.", { approver: anna }, { decision: "yes", comment: "As agreed." }),
    sample(
      "Anna refuses",
      "She says why.",
      { approver: anna },
      { decision: "no", comment: "Ask again in May." },
    ),
    sample("Refused without a word", "It is asked for.", { approver: anna }, { decision: "no", comment: "" }),
    sample("Paul opens it", "He may sign up to 2 000.", { approver: paul }, null),
    sample(
      "Nobody is told",
      "Whoever opens it writes their name.",
      {},
      { decision: "yes", name: "Eva Moser" },
    ),
  ],
  receipt: [
    sample("Signed with a comment", "The comment is shown.", { signatures: [signed] }),
    sample("Signed without", "Only the amount.", { signatures: [{ ...signed, comment: null }] }),
  ],
  book: [
    sample("Signed", "The books learn by whom.", { signatures: [signed] }),
    sample("By the rules", "Nobody signed.", { order: { lines: [gaskets] } }),
  ],
  "four-eyes": [
    sample("Too small for it", "One signature is enough.", { signatures: [signed] }, null),
    sample(
      "A large order",
      "Anna has signed, somebody else is asked.",
      { order: { lines: [{ ...pumps, quantity: 20 }] }, signatures: [signed] },
      null,
    ),
    sample(
      "The same person again",
      "Refused at the field.",
      { order: { lines: [{ ...pumps, quantity: 20 }] }, signatures: [signed] },
      { name: "Anna Reiter" },
    ),
  ],
};
