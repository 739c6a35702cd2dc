import type { Host } from "@scriptyard/host-kit";
import type { OutsideReference } from "@scriptyard/languages";
import { outsideReferences } from "@scriptyard/languages";
import type { Diagnostic, EffectivePolicy, Outcome, ScriptError } from "@scriptyard/model";
import { becauseOf } from "@scriptyard/model";
import type { Program } from "@scriptyard/sandbox";

type Scope = { host: Host; hook: string | null; policy: EffectivePolicy };
type Module = Program["modules"][number];
type Use = { reference: OutsideReference; name: string; capability: string; by: string };

/**
 * Functions a text names that its level takes away: an error each, so that it is told before it runs. Where the text
 * asks first whether the function is there (`typeof claims`), a warning: it can do without. The boundary is the sandbox,
 * which has none of these functions; this explains.
 */
export function refusedFunctions(scope: Scope, entry: Module): Diagnostic[] {
  // A library runs under the level of whoever imports it.
  if (scope.hook === null || scope.policy.refused.length === 0) return [];
  return usesIn(scope, entry).map((use) => ({
    file: entry.specifier,
    line: use.reference.line,
    column: use.reference.column,
    endLine: use.reference.line,
    endColumn: use.reference.endColumn,
    code: "scriptyard/capability",
    severity: use.reference.guarded ? ("warning" as const) : ("error" as const),
    source: "policy" as const,
    message: refusal(scope.policy, use),
    remedy,
  }));
}

/**
 * A run that failed because a function was not there, and the host knows why: its level has taken it away. The engine
 * can only say "events is not defined"; this makes it the violation it is. What decides is the place: a line of the
 * program that names a refused function.
 */
export function explainAbsence(scope: Scope, program: Program, outcome: Outcome): Outcome {
  if (outcome.status === "ok" || outcome.error.type !== "execution") return outcome;
  const { error } = outcome;
  const frame = error.stack[0];
  if (scope.policy.refused.length === 0 || frame === undefined || !absent.has(error.name ?? ""))
    return outcome;
  const module = program.modules.find(({ specifier }) => specifier === frame.file);
  const use = module && usesIn(scope, module).find(({ reference }) => reference.line === frame.line);
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

function usesIn({ host, hook, policy }: Scope, module: Module): Use[] {
  const { functions, hooks } = host.bindings(hook);
  const refused = new Map(policy.refused.map(({ capability, by }) => [capability, by]));
  return referencesOf(module).flatMap((reference) => {
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

/** Programs are kept by the compiler's cache; what they refer to is worked out once, when it is asked for. */
function referencesOf(module: Module): OutsideReference[] {
  let found = references.get(module);
  if (found === undefined) {
    found = outsideReferences(module.code);
    references.set(module, found);
  }
  return found;
}

const references = new WeakMap<Module, OutsideReference[]>();
