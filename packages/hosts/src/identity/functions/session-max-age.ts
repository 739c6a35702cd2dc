import type { FunctionDefinition } from "@scriptyard/host-kit";

export const sessionMaxAge: FunctionDefinition = {
  name: "session.maxAge",
  kind: "effect",
  description:
    "Ends the session that this login starts after so many seconds. Of several calls the shortest counts.",
  params: [
    {
      name: "seconds",
      description: "One minute to 30 days.",
      schema: { type: "integer", minimum: 60, maximum: 2_592_000 },
    },
  ],
  example: `session.maxAge(15 * 60);`,
  capability: "session.write",
  levels: ["production", "development"],
  apply: ([seconds], { decided }) => {
    // Several scripts may shorten a session; none may lengthen what another one shortened.
    const before =
      typeof decided.maxAgeSeconds === "number" ? decided.maxAgeSeconds : Number.POSITIVE_INFINITY;
    decided.maxAgeSeconds = Math.min(before, Number(seconds));
  },
};
