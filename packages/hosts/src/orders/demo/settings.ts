import type { Json, JsonSchema } from "@scriptyard/model";

/** Types `context.realm.settings` of the realm `depot`. */
export const depotSettingsSchema: JsonSchema = {
  type: "object",
  description: "What the company has agreed on.",
  properties: {
    approveBelow: { type: "number", minimum: 0, description: "Orders below it need nobody." },
    refuseAbove: { type: "number", minimum: 0, description: "Orders above it are not taken." },
    mostDiscountPercent: {
      type: "number",
      minimum: 0,
      maximum: 100,
      description: "A larger discount needs a signature, however small the order.",
    },
    blockedCustomers: {
      type: "array",
      items: { type: "string", maxLength: 60 },
      maxItems: 1_000,
      description: "Ids of whom nothing is sold to.",
    },
  },
  required: ["approveBelow", "refuseAbove", "mostDiscountPercent", "blockedCustomers"],
  additionalProperties: false,
};

export const depotSettings: { [name: string]: Json } = {
  approveBelow: 500,
  refuseAbove: 50_000,
  mostDiscountPercent: 15,
  blockedCustomers: ["C-404"],
};
