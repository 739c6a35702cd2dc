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
 * Functions a text names that are not there when it runs, because its level takes them away or its hook may not call them: an
 * error each, so that it is told before it runs. Where the text asks first whether the function is there (`typeof claims`), a
 * warning: it can do without. The boundary is the sandbox, which has none of these functions; this explains.
 *
 * @returns what `linkText` asks for and does with the answer; undefined when nothing is refused
 */
function refusedFunctions(
  scope: Scope,
  specifier: string,
): { roots: string[]; findings(references: readonly OutsideReference[]): Diagnostic[] } | undefined {
  const { hook } = scope;
  // A library runs under the level, and for the hook, of whoever imports it.
  if (hook === null) return undefined;
  const closed = closedTo(scope.host, hook);
  if (scope.policy.refused.length === 0 && closed.length === 0) return undefined;
  return {
    roots: [...new Set([...rootsOf(scope), ...closed.map(({ name }) => rootOf(name))])],
    findings: (references) => [
      ...usesIn(scope, references).map((use) => finding(scope.policy, specifier, use)),
      ...references.flatMap((reference) => {
        const name = reference.parameter ? null : namedBy(reference.path, closed, scope.host);
        return name === null ? [] : [notInHook(scope.host, { hook, name, file: specifier, reference })];
      }),
    ],
  };
}

/** Functions of a host that one of its hooks may not call. */
function closedTo(host: Host, hook: string): readonly { name: string }[] {
  const open = new Set(host.bindings(hook).functions.map(({ name }) => name));
  return host.functions.filter(({ name }) => !open.has(name));
}

/** `const { set } = user` names no member: then every function of the namespace has to be closed. */
function namedBy(path: string, closed: readonly { name: string }[], host: Host): string | null {
  if (closed.some(({ name }) => name === path)) return path;
  const inside = host.functions.filter(({ name }) => name.startsWith(`${path}.`));
  const isClosed = inside.length > 0 && inside.every(({ name }) => closed.some((one) => one.name === name));
  return isClosed ? inside[0]!.name : null;
}

function notInHook(
  host: Host,
  { hook, name, file, reference }: { hook: string; name: string; file: string; reference: OutsideReference },
): Diagnostic {
  const hooks = host.hooks.map((one) => one.name);
  const where = hooks.filter((one) => host.bindings(one).functions.some((open) => open.name === name));
  return {
    ...placeOf(file, reference),
    // What the hook may not call is what its types should not have: nothing that a level has refused.
    source: "types",
    code: "scriptyard/hook",
    message: `${name} is not available in ${hook}.`,
    remedy:
      where.length === 0 ? "Remove the call: no hook may make it." : `Call it in ${where.join(" or ")}.`,
  };
}

function placeOf(file: string, { line, column, endColumn, guarded }: OutsideReference) {
  const severity = guarded ? ("warning" as const) : ("error" as const);
  return { file, line, column, endLine: line, endColumn, severity };
}

/** The same as a part of `LinkInput`. */
export function judging(scope: Scope, specifier: string): Pick<LinkInput, "judge"> {
  const judge = refusedFunctions(scope, specifier);
  return judge === undefined ? {} : { judge };
}

function finding(policy: EffectivePolicy, file: string, use: Use): Diagnostic {
  return {
    ...placeOf(file, use.reference),
    source: "policy",
    code: "scriptyard/capability",
    message: refusal(policy, use),
    remedy,
  };
}

/**
 * A run that failed because a function was not there, and the host knows why: its level has taken it away. The engine
 * can only say "events is not defined"; this makes it the violation it is. Or its hook may not call it: that is the
 * script's mistake, in better words. What decides is the place: a line of the program that names such a function.
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
  const judge = refusedFunctions(scope, frame?.file ?? "");
  if (judge === undefined || frame === undefined || !absent.has(error.name ?? "")) return outcome;
  const module = program.modules.find(({ specifier }) => specifier === frame.file);
  if (module === undefined) return outcome;
  // What only explains must not fail the run: a workshop that is busy leaves the engine's words.
  const references = await ports.workshop.references(module.code, judge.roots, scope.payer).catch(() => []);
  const use = usesIn(scope, references).find(({ reference }) => reference.line === frame.line);
  if (use !== undefined) return { ...outcome, error: violation(scope.policy, use, error) };
  const closed = judge
    .findings(references)
    .find(({ code, line }) => code === "scriptyard/hook" && line === frame.line);
  if (closed === undefined) return outcome;
  return { ...outcome, error: { ...error, message: `${closed.message} ${closed.remedy}` } };
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
  return [...new Set(names.map(rootOf))];
}

const rootOf = (name: string): string => name.split(".", 1)[0]!;
