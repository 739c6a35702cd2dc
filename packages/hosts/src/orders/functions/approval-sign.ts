import type { FunctionDefinition } from "@scriptyard/host-kit";

export const approvalSign: FunctionDefinition = {
  name: "approval.sign",
  kind: "effect",
  description:
    "Puts a signature under the order, with the time. Later steps read it in `context.signatures`, and the product gets all of them at the end.",
  params: [
    { name: "by", description: "Who signs.", schema: { type: "string", minLength: 1, maxLength: 200 } },
    {
      name: "comment",
      description: "What they said.",
      optional: true,
      schema: { type: "string", maxLength: 2_000 },
    },
  ],
  example: `approval.sign("Anna Reiter", "Discount as agreed.");`,
  capability: "approval.sign",
  levels: ["production", "development"],
  apply: ([by, comment], { decided }, { now }) => {
    const before = Array.isArray(decided.signatures) ? decided.signatures : [];
    const at = new Date(now).toISOString();
    decided.signatures = [...before, { by: by ?? null, comment: comment ?? null, at }];
  },
};
