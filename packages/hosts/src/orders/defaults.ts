import type { TemplateDefinition } from "@scriptyard/host-kit";
import { shippedScripts } from "../shipped-scripts.ts";
import { approvalSamples } from "./samples/approval.ts";

const folder = new URL("../../src/orders/scripts/", import.meta.url);
const script = (name: string, hook: string, description: string) => ({
  [name]: { hook, description, samples: approvalSamples[name] ?? [] },
});

export const orderDefaults = shippedScripts(folder, "approval", {
  ...script("entry", "onReview", "Asks for the order where nobody has told one."),
  ...script(
    "rules",
    "onReview",
    "Approves what is small, refuses what is too much, lets people decide the rest.",
  ),
  ...script("desk", "onReview", "Asks somebody who may sign an order of that amount."),
  ...script("receipt", "onSlip", "Shows what was signed."),
  ...script("book", "onBooking", "Tells the warehouse."),
});

const [fourEyes] = shippedScripts(folder, "templates", {
  ...script("four-eyes", "onReview", "Ask for a second signature, of somebody else than the first."),
});

export const orderTemplates: TemplateDefinition[] = [
  {
    ...fourEyes!,
    id: "four-eyes",
    title: "Two signatures",
    tags: ["four eyes", "second signature", "approval"],
    module: "approval",
  },
];
