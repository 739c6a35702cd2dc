import type { Execution, Json } from "@scriptyard/model";
import { maskText } from "./masker.ts";
import type { Runnable } from "./runnable.ts";

/** Values shorter than this are not searched for in logs and results: replacing every "no" would spoil the record. */
const shortestSecret = 4;

/**
 * The record as it may be stored and shown: sensitive input paths replaced, and their values replaced wherever the
 * script repeated them (log lines, results, effects, error texts). What hosts and visitors answered is input too.
 */
export function maskExecution(
  { mask, host }: Pick<Runnable, "mask" | "host">,
  execution: Execution,
): Execution {
  const { args, masked } = mask(execution.args);
  const answers = execution.hostAnswers?.map((answer) => {
    const { value, masked: paths } = host.maskAnswer(answer.name, answer.value);
    return { answer: { ...answer, value }, secrets: collectSecrets(answer.value, paths) };
  });
  const found = new Set([
    ...collectSecrets(execution.args, masked),
    ...(answers ?? []).flatMap((a) => a.secrets),
  ]);
  const hostAnswers = answers?.map(({ answer }) => answer);
  const input = { args, ...(hostAnswers && { hostAnswers }) };
  if (found.size === 0) return masked.length === 0 && !hostAnswers ? execution : { ...execution, ...input };
  // Longest first: a secret that contains another one must go whole.
  const { text, json } = createScrubber([...found].sort((a, b) => b.length - a.length));
  const { error, effects, logs } = execution;
  // Only what the script wrote: names, types and positions stay, whatever a password happens to be.
  return {
    ...execution,
    args,
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
    if (typeof value === "string" && value.length >= shortestSecret) secrets.add(value);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (value !== null && typeof value === "object") Object.values(value).forEach(visit);
  };
  for (const pointer of pointers) visit(read(root, pointer));
  return [...secrets];
}

function createScrubber(secrets: string[]): { text: (text: string) => string; json: (value: Json) => Json } {
  const text = (value: string) => {
    let out = value;
    for (const secret of secrets) if (out.includes(secret)) out = out.replaceAll(secret, maskText);
    return out;
  };
  const json = (value: Json): Json => {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map(json);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key), json(item)]));
  };
  return { text, json };
}

function read(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (value === null || typeof value !== "object") return undefined;
    value = Array.isArray(value) ? value[Number(key)] : value[key];
  }
  return value;
}

function escapePointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
