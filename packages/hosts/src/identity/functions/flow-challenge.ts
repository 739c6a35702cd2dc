import type { FunctionDefinition } from "@scriptyard/host-kit";

export const flowChallenge: FunctionDefinition = {
  name: "flow.challenge",
  kind: "event",
  description:
    "Shows a block to the visitor and goes on with what they submit. Until then the script sleeps, with everything in its variables: for minutes or days, and across restarts of the server. `Date.now()` says the new time afterwards; `context` stays as it was at the start. Put messages at the block's fields with `form.fail` before you ask again.",
  params: [{ name: "block", description: "What the visitor sees.", schema: { $ref: "#/$defs/UiBlock" } }],
  result: { $ref: "#/$defs/LoginForm" },
  example: `const submitted = await flow.challenge({
  title: "One more thing",
  parts: [{ type: "field", name: "nickname", kind: "text", label: "What shall we call you?" }],
});`,
  capability: "flow.challenge",
  levels: ["safe", "production", "development"],
  meanwhile: ([block]) => ({ action: "challenge", block: block ?? null }),
};
