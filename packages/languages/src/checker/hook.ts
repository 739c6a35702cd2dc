import type { Diagnostic } from "@scriptyard/model";
import { Report } from "../source/report.ts";
import { exportSpan } from "../syntax/export-span.ts";
import type { CheckModule, CheckProject } from "../types.ts";
import type { CheckSession } from "./projects.ts";

/**
 * Text of a module nobody sees: it asks TypeScript whether the script's export fits the hook.
 * JavaScript without JSDoc has no literal types to fit, so there it is enough that the export can be called.
 */
export function hookAssertion(entry: CheckModule, hook: string | null): string {
  if (hook === null) return `import ${JSON.stringify(entry.specifier)};\n`;
  const type =
    entry.language === "typescript"
      ? `ScriptyardHooks[${JSON.stringify(hook)}]`
      : "(...args: any[]) => unknown";
  return (
    `import * as script from ${JSON.stringify(entry.specifier)};\n` +
    `type Hook = ScriptyardHooks[${JSON.stringify(hook)}];\n` +
    `const hook: ${type} = script[${JSON.stringify(hook)}];\nvoid hook;\nexport type { Hook };\n`
  );
}

const hookLine = { type: 2, value: 3 } as const;

/** Whether the entry exports the hook with its type, told at the exported name. */
export async function checkHook(
  project: CheckProject,
  text: string,
  session: CheckSession,
): Promise<Diagnostic[]> {
  const { entry, hook, declarations } = project;
  if (hook === null) return [];
  const span = exportSpan(text, entry.language === "typescript" ? "ts" : "js", hook);
  // What does not parse has no exports to judge; its syntax errors are told already.
  if (span === "syntax-error") return [];
  const report = new Report(text, entry.specifier);
  const signature = hookSignature(declarations, hook);
  if (span === null) {
    const line = text.indexOf("\n");
    report.add({
      code: "scriptyard/missing-hook",
      source: "types",
      message: `The script does not export \`${hook}\``,
      remedy: `Add \`${readyText(hook, signature, entry)}\`.`,
      start: 0,
      end: line < 0 ? text.length : line,
    });
    return report.diagnostics;
  }
  const lineOf = (offset: number) => hookAssertion(entry, hook).slice(0, offset).split("\n").length;
  const findings = await session.hookFindings();
  const unknown = findings.some((f) => lineOf(f.start) === hookLine.type);
  const mismatch = findings.find((f) => lineOf(f.start) === hookLine.value);
  if (unknown)
    report.add({
      code: "scriptyard/unknown-hook",
      source: "types",
      message: `The host has no hook \`${hook}\``,
      remedy: "Choose one of the hooks the host declares.",
      ...span,
    });
  else if (mismatch !== undefined)
    report.add({
      code: "scriptyard/hook-signature",
      source: "types",
      message: `\`${hook}\` does not have the type of the hook.\n${mismatch.message}`,
      remedy: `Declare it as \`${readyText(hook, signature, entry)}\`.`,
      ...span,
    });
  return report.diagnostics;
}

type Signature = { params: string; result: string };

/** The hook's line in `interface ScriptyardHooks`, as the host's declarations write it. */
function hookSignature(declarations: string, hook: string): Signature | null {
  const from = declarations.indexOf("interface ScriptyardHooks");
  if (from < 0) return null;
  const name = hook.replace(/[^A-Za-z0-9_$]/g, "");
  const match = new RegExp(`^[ \\t]*(?:readonly )?${name}: \\((.*)\\) => (.+);$`, "m").exec(
    declarations.slice(from),
  );
  return match === null ? null : { params: match[1]!, result: match[2]!.split(" | Promise<")[0]! };
}

function readyText(hook: string, signature: Signature | null, entry: CheckModule): string {
  if (entry.language === "javascript") {
    const names = (signature?.params ?? "").split(", ").map((param) => param.split(/[?:]/)[0]!.trim());
    return `export function ${hook}(${names.filter((n) => /^\w+$/.test(n)).join(", ")}) { … }`;
  }
  if (signature === null) return `export const ${hook}: ScriptyardHooks["${hook}"] = () => { … }`;
  return `export function ${hook}(${signature.params}): ${signature.result} { … }`;
}
