import { createHash } from "node:crypto";
import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "../text/argument.ts";

export const hashBucket: FunctionDefinition = {
  name: "hash.bucket",
  kind: "host",
  description:
    "A bucket from 0 to `n` - 1 that stays the same for the same text: for A/B tests and gradual roll-outs. Buckets are equally likely.",
  params: [
    {
      name: "text",
      description: "What decides, e.g. a user's id.",
      schema: { type: "string", maxLength: 65_536 },
    },
    {
      name: "n",
      description: "How many buckets.",
      schema: { type: "integer", minimum: 1, maximum: 1_000_000_000 },
    },
  ],
  result: { type: "integer", minimum: 0 },
  example: `const variant = hash.bucket("welcome:u_1042", 2) === 0 ? "short" : "long";`,
  capability: "pure",
  levels: ["safe", "production", "development"],
  // 48 bits are exact in a number and leave a bias below one in 250 000 for the largest `n`.
  run: ([text, n]) => createHash("sha256").update(asText(text), "utf8").digest().readUIntBE(0, 6) % Number(n),
};
