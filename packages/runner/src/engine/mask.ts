import type { Host } from "@scriptyard/host-kit";
import {
  type Execution,
  isObject,
  type Json,
  maskText,
  type Outcome,
  type ScriptError,
} from "@scriptyard/model";
import { formOf } from "./form-of.ts";
import { escapePointer, maskPointers, readPointer } from "./mask-pointers.ts";
import { type Masker, sensitiveMasker } from "./masker.ts";
import type { Runnable } from "./runnable.ts";
import { createScrubber, shortestSecret } from "./scrubber.ts";
import { sensitiveHeader, sensitiveIn } from "./sensitive.ts";
import { tokensEverywhere } from "./told-texts.ts";

/**
 * The record as it may be stored and shown: sensitive places replaced, in what came in (input, answers of hosts and
 * visitors) and in what went out (effects, calls of the host, blocks), and their values replaced wherever the script repeated
 * them: log lines, results, effects, error texts.
 *
 * @returns the record, and all texts that were replaced in it
 * @param secrets texts that give away what the run was handed: they are replaced everywhere, in what came in too
 */
export function maskExecution(
  { host, hook }: Pick<Runnable, "host" | "hook">,
  execution: Execution,
  input: MaskedInput,
  secrets: readonly string[] = [],
): { record: Execution; replaced: ReadonlySet<string> } {
  const answers = (execution.hostAnswers ?? []).map((answer) => maskAnswer(host, answer));
  const effects = execution.effects.map((effect) => maskCall(host, effect));
  const result = maskPointers(execution.result, secretValues(execution.result));
  const tokens = tokensEverywhere(
    host,
    hook,
    answers.flatMap(({ texts }) => texts),
  );
  const found = new Set([
    ...tokens,
    ...collectSecrets(execution.args, input.masked),
    ...answers.flatMap(({ secrets }) => secrets),
    ...effects.flatMap(({ secrets }) => secrets),
    ...collectSecrets(execution.result, result.masked),
  ]);
  const masked: Execution = {
    ...execution,
    args: input.args,
    result: result.value,
    effects: effects.map(({ call }) => call),
    ...(execution.hostAnswers && { hostAnswers: answers.map(({ call }) => call) }),
  };
  // All at once: what was replaced of one before would leave a part of another that it stands in.
  const replaced = new Set([...found, ...longEnough(secrets)]);
  const shown = replaced.size === 0 ? masked : scrubbed(masked, replaced);
  if (secrets.length === 0 && tokens.size === 0) return { record: shown, replaced };
  // A token that one call was told stands in another one's answer too: where services say who asked, or what was sent.
  const told = withoutTextsInAnswers(shown, new Set([...tokens, ...longEnough(secrets)]));
  return { record: secrets.length === 0 ? told : withoutTexts(told, secrets), replaced };
}

/** A record without texts that nobody may read in it, in what came in and in names as well. */
function withoutTexts(execution: Execution, texts: readonly string[]): Execution {
  const { text, json } = createScrubber(longEnough(texts));
  const { error } = execution;
  return { ...execution, args: execution.args.map(json), error: error && withoutTextsIn(error, text) };
}

function withoutTextsInAnswers(execution: Execution, texts: ReadonlySet<string>): Execution {
  const { hostAnswers } = execution;
  if (hostAnswers === undefined) return execution;
  const { text, json } = createScrubber(texts);
  return {
    ...execution,
    hostAnswers: hostAnswers.map((one) => ({
      ...one,
      value: json(one.value),
      ...(one.error !== undefined && { error: text(one.error) }),
    })),
  };
}

const withoutTextsIn = (error: ScriptError, text: (text: string) => string): ScriptError => ({
  ...error,
  ...(error.name !== undefined && { name: text(error.name) }),
  message: text(error.message),
  ...(error.issues && {
    issues: error.issues.map((one) => ({ ...one, path: text(one.path), message: text(one.message) })),
  }),
});

/** What is answered without them: what the script wrote for people to read, or all that came out of it. */
export function scrubbedOutcome(outcome: Outcome, texts: readonly string[], what: "words" | "all"): Outcome {
  if (texts.length === 0) return outcome;
  const { text, json } = createScrubber(longEnough(texts));
  const logs = outcome.logs.map((line) => ({
    ...line,
    message: text(line.message),
    ...(line.data === undefined ? {} : { data: json(line.data) }),
  }));
  if (outcome.status === "error") return { ...outcome, logs, error: withoutTextsIn(outcome.error, text) };
  if (what === "words") return { ...outcome, logs };
  const effects = outcome.effects.map((effect) => ({ ...effect, args: effect.args.map(json) }));
  return { ...outcome, logs, effects, result: json(outcome.result) };
}

const longEnough = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.filter(({ length }) => length >= shortestSecret));

/** Input as it may be shown, and pointers to what was secret in it. */
export type MaskedInput = { args: Json[]; masked: string[] };

/**
 * What came in, without what is secret by the hook's schema, by the block that asked for it, or by what a message says of
 * itself.
 *
 * @param secretFields names of form fields that the visitor was asked for as password or code
 */
export function maskInput(
  { mask, host, hook }: Pick<Runnable, "mask" | "host" | "hook">,
  args: Json[],
  secretFields: readonly string[] = [],
): MaskedInput {
  const bySchema = mask(args);
  const formAt = secretFields.length > 0 ? formIndex(host, hook) : -1;
  const form = maskPointers(
    bySchema.args,
    secretFields.map((name) => `/${formAt}/${escapePointer(name)}`),
  );
  const message = maskPointers(form.value, messagePointers(form.value));
  return { args: message.value, masked: [...bySchema.masked, ...form.masked, ...message.masked] };
}

/** A record without the values that were found to be secret. Only what the script wrote: names, types and positions stay. */
function scrubbed(execution: Execution, found: ReadonlySet<string>): Execution {
  const { text, json } = createScrubber(found);
  const { error, effects, logs, hostAnswers } = execution;
  return {
    ...execution,
    ...(hostAnswers && { hostAnswers: hostAnswers.map((one) => ({ ...one, args: one.args.map(json) })) }),
    result: json(execution.result),
    effects: effects.map((effect) => ({ name: effect.name, args: effect.args.map(json) })),
    logs: logs.map((line) => ({
      ...line,
      message: text(line.message),
      ...(line.data === undefined ? {} : { data: json(line.data) }),
    })),
    error: error && {
      ...error,
      message: text(error.message),
      ...(error.issues && { issues: error.issues.map((i) => ({ ...i, message: text(i.message) })) }),
    },
  };
}

/** What a message from the bus says of its own payload. */
function messagePointers([message]: Json[]): string[] {
  if (message === null || typeof message !== "object" || Array.isArray(message)) return [];
  const { headers } = message;
  if (headers === null || typeof headers !== "object" || Array.isArray(headers)) return [];
  const said = headers[sensitiveHeader];
  if (typeof said !== "string") return [];
  return sensitiveIn({ [sensitiveHeader]: said }).map((pointer) =>
    pointer === "/" ? "/0/payload" : `/0/payload${pointer}`,
  );
}

type Call = { name: string; args: Json[] };
type Answer = NonNullable<Execution["hostAnswers"]>[number];

/** What a script handed to a function: places its schema marks, and those the function names for these arguments. */
function maskCall<C extends Call>(host: Host, call: C): { call: C; secrets: string[] } {
  const { schema, sensitive, asks } = callMasker(host, call.name);
  // Most functions have nothing to hide, and this runs for every effect of every run.
  if (schema === null && sensitive === undefined && !asks) return { call, secrets: [] };
  const bySchema = schema?.(call.args) ?? { args: call.args, masked: [] };
  const more = maskPointers(bySchema.args, [...(sensitive?.(call.args) ?? []), ...secretValues(call.args)]);
  const masked = [...bySchema.masked, ...more.masked];
  if (masked.length === 0) return { call, secrets: [] };
  return { call: { ...call, args: more.value as Json[] }, secrets: collectSecrets(call.args, masked) };
}

/** An answer and the call it belongs to. The block that a visitor answered says which of its fields are secret. */
function maskAnswer(host: Host, answer: Answer): { call: Answer; secrets: string[]; texts: string[] } {
  const { value, masked } = host.maskAnswer(answer.name, answer.value);
  const asked = maskPointers(
    value,
    secretFieldNames(answer.args).map((name) => `/${escapePointer(name)}`),
  );
  const { call, secrets } = maskCall(host, answer);
  const texts = longEnough(callMasker(host, answer.name).texts?.(answer.value) ?? []);
  // Its names are the host's: a service that calls `status` a token would take them from whoever replays the run.
  const shown = texts.size === 0 ? asked.value : createScrubber(texts).values(asked.value);
  return {
    call: { ...call, value: shown },
    secrets: [...secrets, ...collectSecrets(answer.value, [...masked, ...asked.masked])],
    texts: [...texts],
  };
}

type CallMasker = {
  schema: Masker | null;
  sensitive: ((args: Json[]) => string[]) | undefined;
  texts: ((answer: Json) => string[]) | undefined;
  /** It waits for somebody outside, and may show them a block with values in its fields. */
  asks: boolean;
};
const callMaskers = new WeakMap<Host, Map<string, CallMasker>>();

function callMasker(host: Host, name: string): CallMasker {
  const known = callMaskers.get(host) ?? new Map<string, CallMasker>();
  callMaskers.set(host, known);
  let masker = known.get(name);
  if (masker === undefined) {
    const schema = host.argumentsSchema(name);
    const fn = host.functions.find((one) => one.name === name);
    masker = {
      schema: schema && sensitiveMasker(schema),
      sensitive: fn?.sensitive,
      texts: fn?.sensitiveTexts,
      asks: fn?.kind === "event",
    };
    known.set(name, masker);
  }
  return masker;
}

function formIndex(host: Host, hook: string): number {
  const form = formOf(host, hook);
  return host.hooks.find((one) => one.name === hook)?.params.findIndex(({ name }) => name === form) ?? -1;
}

/** Pointers of what blocks in a value put into their password and code fields. */
function secretValues(root: Json): string[] {
  const found: string[] = [];
  eachSecretField(root, "", (field, pointer) => {
    if (typeof field.value === "string") found.push(`${pointer}/value`);
  });
  return found;
}

function secretFieldNames(root: Json): string[] {
  const found: string[] = [];
  eachSecretField(root, "", ({ name }) => {
    if (typeof name === "string") found.push(name);
  });
  return found;
}

type Members = { [key: string]: Json };

/** Blocks are looked for where hooks and calls have them: the value itself, one of its members, or an argument. */
function eachSecretField(root: Json, pointer: string, take: (field: Members, pointer: string) => void): void {
  if (root === null || typeof root !== "object") return;
  if (Array.isArray(root)) {
    for (const [at, item] of root.entries()) eachSecretField(item, `${pointer}/${at}`, take);
    return;
  }
  if (root.type === "field" && (root.kind === "password" || root.kind === "code")) take(root, pointer);
  for (const [name, value] of Object.entries(root))
    if (name === "parts" || (isObject(value) && Array.isArray(value.parts)))
      eachSecretField(value, `${pointer}/${escapePointer(name)}`, take);
}

/** JSON pointers of a stored record's arguments that hold the mask. */
export function maskedPaths(args: Json[]): string[] {
  const found: string[] = [];
  const visit = (value: Json, path: string) => {
    if (value === maskText) found.push(path);
    else if (value !== null && typeof value === "object")
      for (const [key, item] of Object.entries(value)) visit(item, `${path}/${escapePointer(key)}`);
  };
  visit(args, "");
  return found;
}

function collectSecrets(root: Json, pointers: string[]): string[] {
  const secrets = new Set<string>();
  const visit = (value: Json | undefined) => {
    if (typeof value === "string" && value.length >= shortestSecret && value !== maskText) secrets.add(value);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (value !== null && typeof value === "object") Object.values(value).forEach(visit);
  };
  for (const pointer of pointers) visit(readPointer(root, pointer));
  return [...secrets];
}
