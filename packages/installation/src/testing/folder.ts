import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** An installation's folder with these files. It is far from this repository: nothing of ours is installed beside it. */
export function folderWith(files: { [path: string]: string | object }): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "scriptyard-installation-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A host in TypeScript with a function of kind `host` that refers to a named type; `change` goes into its definition. */
export const hostFile = (id: string, change = "") => `import { defineHost } from "@scriptyard/host-kit";
import { z } from "zod";
import { half } from "./half.ts";
const Amount = z.object({ value: z.number() });
export default defineHost({
  id: "${id}", version: "1", title: "Test", description: "For tests.",
  types: { Amount, Code: { type: "string", maxLength: 3 } },
  hooks: [{ name: "onPrice", title: "Price", description: "Prices.", params: [{ name: "amount", schema: Amount }], result: z.number() }],
  functions: [{
    name: "money.half", kind: "host", description: "Half of it.", example: "money.half(4, 'EUR');",
    params: [{ name: "value", schema: z.number() }, { name: "currency", schema: { $ref: "#/$defs/Code" } }],
    result: z.number(), capability: "money", levels: ["safe", "production", "development"],
    run: ([value]: unknown[]) => half(value as number),
  }],
  ${change}
});
`;

export const halfFile = "export const half = (n: number): number => n / 2;\n";
