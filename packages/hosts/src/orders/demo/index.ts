import type { DemoFlow, DemoRealm, Persona } from "../../demo/types.ts";
import { anna, gaskets, miller, paul, pumps } from "../samples/approval.ts";
import { depotSettings, depotSettingsSchema } from "./settings.ts";

const approval: DemoFlow = {
  name: "approval",
  title: "Order approval",
  entry: "entry",
  nodes: [
    { name: "entry", title: "Order", kind: "review", failurePolicy: "reject" },
    { name: "rules", title: "Rules", kind: "review", failurePolicy: "reject" },
    { name: "desk", title: "Signature", kind: "review", failurePolicy: "reject" },
    { name: "receipt", title: "Receipt", kind: "slip", failurePolicy: "continue" },
    { name: "book", title: "Book it", kind: "booking", failurePolicy: "reject" },
  ],
  edges: [
    { from: "entry", to: "rules" },
    { from: "rules", to: "desk" },
    // What is small needs nobody.
    { from: "rules", to: "done", outcome: "small" },
    { from: "desk", to: "receipt" },
    { from: "receipt", to: "done" },
  ],
};

const order = { number: "SO-20417", customer: miller, currency: "EUR", lines: [pumps, gaskets], note: null };

const personas: Persona[] = [
  {
    name: "Anna signs an order",
    description: "Pumps with a discount, which she may sign.",
    flow: "approval",
    context: { order, requester: paul, approver: anna },
  },
  {
    name: "A small order",
    description: "Gaskets for a few euros: nobody is asked.",
    flow: "approval",
    context: { order: { ...order, number: "SO-20418", lines: [gaskets] }, requester: paul },
  },
  {
    name: "Paul, beyond his limit",
    description: "The amount is more than he may sign.",
    flow: "approval",
    context: { order, requester: paul, approver: paul },
  },
  {
    name: "A blocked customer",
    description: "On the list of whom nothing is sold to: refused.",
    flow: "approval",
    context: { order: { ...order, number: "SO-20419", customer: { ...miller, id: "C-404" } } },
  },
  {
    name: "Somebody with no order",
    description: "Opens the page by its address: is asked for an order.",
    flow: "approval",
    context: {},
  },
];

/** The realm that shows flows of another kind than logins. Nothing is published: its host's defaults run. */
export const depotRealm: DemoRealm = {
  name: "depot",
  title: "Depot",
  hostId: "orders",
  timeZone: "Europe/Vienna",
  settingsSchema: depotSettingsSchema as DemoRealm["settingsSchema"],
  settings: depotSettings,
  allowedHosts: [],
  flows: [approval],
  personas,
  live: "defaults",
};
