import { createHash } from "node:crypto";
import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "../text/argument.ts";

export const hashSha256: FunctionDefinition = {
  name: "hash.sha256",
  kind: "host",
  description: "SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal characters in lower case.",
  params: [{ name: "text", description: "What to hash.", schema: { type: "string", maxLength: 65_536 } }],
  result: { type: "string", pattern: "^[0-9a-f]{64}$" },
  example: `const fingerprint = hash.sha256("u_1042:dev_7c1f");`,
  capability: "pure",
  levels: ["safe", "production", "development"],
  run: ([text]) => createHash("sha256").update(asText(text), "utf8").digest("hex"),
};
