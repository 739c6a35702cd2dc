import type { Host } from "@scriptyard/host-kit";
import type { OutsideReference, Payer } from "@scriptyard/languages";
import type { Workshop } from "@scriptyard/languages/workshop";
import type { Diagnostic, EffectivePolicy, Outcome, ScriptError } from "@scriptyard/model";
import { becauseOf } from "@scriptyard/model";
import type { Program } from "@scriptyard/sandbox";
import type { LinkInput } from "../texts/link.ts";

type Scope = { host: Host; hook: string | null; policy: EffectivePolicy };
type Use = { reference: OutsideReference; name: string; capability: string; by: string };

/**
 * Functions a text names that its level takes away: an error each, so that it is told before it runs. Where the text
 * asks first whether the function is there (`typeof claims`), a warning: it can do without. The boundary is the sandbox,
 * which has none of these functions; this explains.
 *
 * @returns what `linkText` asks for and does with the answer; undefined when nothing is refused
 */
function refusedFunctions(
  scope: Scope,
  specifier: string,
): { roots: string[]; findings(references: readonly OutsideReference[]): Diagnostic[] } | undefined {
  // A library runs under the level of whoever imports it.
  if (scope.hook === null || scope.policy.refused.length === 0) return undefined;
  return {
    roots: rootsOf(scope),
    findings: (references) => usesIn(scope, references).map((use) => finding(scope.policy, specifier, use)),
  };
}

/** The same as a part of `LinkInput`. */
export function judging(scope: Scope, specifier: string): Pick<LinkInput, "judge"> {
  const judge = refusedFunctions(scope, specifier);
  return judge === undefined ? {} : { judge };
}

function finding(policy: EffectivePolicy, file: string, use: Use): Diagnostic {
  return {
    file,
    line: use.reference.line,
    column: use.reference.column,
    endLine: use.reference.line,
    endColumn: use.reference.endColumn,
    code: "scriptyard/capability",
    severity: use.reference.guarded ? ("warning" as const) : ("error" as const),
    source: "policy" as const,
    message: refusal(policy, use),
    remedy,
  };
}

/**
 * A run that failed because a function was not there, and the host knows why: its level has taken it away. The engine
 * can only say "events is not defined"; this makes it the violation it is. What decides is the place: a line of the
 * program that names a refused function.
 */
export async function explainAbsence(
  ports: { workshop: Workshop },
  scope: Scope & { payer: Payer },
  program: Program,
  outcome: Outcome,
): Promise<Outcome> {
  if (outcome.status === "ok" || outcome.error.type !== "execution") return outcome;
  const { error } = outcome;
  const frame = error.stack[0];
  if (scope.policy.refused.length === 0 || frame === undefined || !absent.has(error.name ?? ""))
    return outcome;
  const module = program.modules.find(({ specifier }) => specifier === frame.file);
  if (module === undefined) return outcome;
  // What only explains must not fail the run: a workshop that is busy leaves the engine's words.
  const references = await ports.workshop
    .references(module.code, rootsOf(scope), scope.payer)
    .catch(() => []);
  const use = usesIn(scope, references).find(({ reference }) => reference.line === frame.line);
  if (use === undefined) return outcome;
  return { ...outcome, error: violation(scope.policy, use, error) };
}

const absent = new Set(["ReferenceError", "TypeError"]);
const remedy = "Remove the call, or ask an admin to allow the capability: Settings, Security.";

function refusal(policy: EffectivePolicy, { name, capability, by }: Use): string {
  return `${name} needs the capability "${capability}", which the security level "${by}" does not allow${becauseOf(policy, by)}`;
}

function violation(policy: EffectivePolicy, use: Use, error: ScriptError): ScriptError {
  return {
    type: "security_violation",
    message: `${refusal(policy, use)}. ${remedy}`,
    stack: error.stack,
    policy: { levels: [...policy.levels], capability: use.capability },
  };
}

function usesIn({ host, hook, policy }: Scope, references: readonly OutsideReference[]): Use[] {
  const { functions, hooks } = host.bindings(hook);
  const refused = new Map(policy.refused.map(({ capability, by }) => [capability, by]));
  return references.flatMap((reference) => {
    const [root = "", member = ""] = reference.path.split(".");
    const carried = hooks[0]?.methods[root]?.[member];
    const name = reference.parameter ? carried : reference.path;
    if (name === undefined) return [];
    // `const { publish } = events` names no member: it is a violation when nothing of the namespace is left.
    const found = functions.filter((fn) => fn.name === name || fn.name.startsWith(`${name}.`));
    if (found.length === 0 || !found.every((fn) => refused.has(fn.capability))) return [];
    const { capability, name: shown } = found[0]!;
    return [{ reference, name: shown, capability, by: refused.get(capability)! }];
  });
}

/** First words of every name a use may begin with. */
function rootsOf({ host, hook }: Scope): string[] {
  const { functions, hooks } = host.bindings(hook);
  const names = [...functions.map(({ name }) => name), ...Object.keys(hooks[0]?.methods ?? {})];
  return [...new Set(names.map((name) => name.split(".", 1)[0]!))];
}
