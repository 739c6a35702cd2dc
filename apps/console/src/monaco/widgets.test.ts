import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const here = import.meta.dirname;
const ours = readFileSync(join(here, "widgets.css"), "utf8");
const stock = readFileSync(
  join(here, "../../node_modules/monaco-editor/esm/vs/editor/standalone/browser/standalone-tokens.css"),
  "utf8",
);

test("whatever Monaco writes in the system's font is written in ours, by a rule that wins over it", () => {
  const rules = [...stock.matchAll(/([^{}]+)\{([^}]*)\}/g)].filter(([, , body]) =>
    body?.includes("font-family"),
  );
  const selectors = rules.flatMap(([, head = ""]) =>
    head
      .replaceAll(/\/\*[\s\S]*?\*\//g, "")
      .split(",")
      .map((one) => one.trim()),
  );
  expect(selectors).toContain(".monaco-editor");
  for (const selector of selectors) expect(ours).toContain(`:root ${selector}`);
  expect(ours).toContain("font-family: var(--sy-font)");
  expect(stock).toContain("--monaco-monospace-font");
  expect(ours).toContain("--monaco-monospace-font: var(--sy-mono)");
});
