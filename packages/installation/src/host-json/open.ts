import {
  defineHost,
  type FunctionDefinition,
  type Host,
  type Issue,
  type SampleDefinition,
} from "@scriptyard/host-kit";
import { parseJson } from "../config/open-config.ts";
import type { HostOptions } from "../hosts/loaded-host.ts";
import { answerProblems } from "../hosts/shipped-scripts.ts";
import { httpAnswer } from "./http-answer.ts";
import { httpProblems } from "./http-problems.ts";
import { type HostJson, hostDocument } from "./schema.ts";

/**
 * A host without code: what scripts call is answered over HTTP.
 *
 * @throws HostDefinitionError for what only shows when the definition is made, such as a type that is not there
 */
export function openHostJson(
  file: string,
  options: HostOptions,
): { host: Host; samples: { [hook: string]: SampleDefinition[] } } | { problems: Issue[] } {
  const value = parseJson(file);
  const problems = hostDocument.problems(value);
  if (problems.length > 0) return { problems };
  const json = hostDocument.parse(value);
  problems.push(...callProblems(json, options));
  for (const [index, { samples = [] }] of json.hooks.entries())
    for (const { path, message } of answerProblems(samples))
      problems.push({ path: `hooks[${index}].samples${path}`, message });
  if (problems.length > 0) return { problems };
  const { $schema: _schema, hooks, functions = [], ...rest } = json;
  const host = defineHost({
    ...rest,
    hooks: hooks.map(({ samples: _samples, ...hook }) => hook),
    functions: functions.map((one) => functionOf(one, options)),
  });
  const samples = Object.fromEntries(
    hooks.map(({ name, samples = [] }) => [name, samples.map((one) => ({ description: "", ...one }))]),
  );
  return { host, samples };
}

type JsonFunction = NonNullable<HostJson["functions"]>[number];

function functionOf(given: JsonFunction, { environment }: HostOptions): FunctionDefinition {
  const { name, description, params, example, capability = name, levels = defaultLevels } = given;
  const common = { name, description, params, example, capability, levels };
  if (given.kind === "effect") return { ...common, kind: "effect", forCaller: true };
  const { result, http } = given;
  const secret = http.secret === undefined ? null : (environment[http.secret] ?? "");
  return {
    ...common,
    kind: "async",
    ...(result !== undefined && { result }),
    answer: httpAnswer({
      params: params.map((param) => param.name),
      answers: result !== undefined,
      http,
      secret,
    }),
  };
}

const defaultLevels = ["production", "development"] as const;

/** What the schema cannot say about calls. */
function callProblems({ functions = [] }: HostJson, options: HostOptions): Issue[] {
  const issues: Issue[] = [];
  for (const [index, given] of functions.entries()) {
    if (given.kind !== "async") continue;
    for (const { key, message } of httpProblems(given.params, given.http, options))
      issues.push({ path: `functions[${index}].http.${key}`, message });
  }
  return issues;
}
