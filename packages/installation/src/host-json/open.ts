import {
  defineHost,
  type FunctionDefinition,
  type Host,
  type Issue,
  type SampleDefinition,
} from "@scriptyard/host-kit";
import { parseJson } from "../config/open-config.ts";
import type { HostOptions } from "../hosts/loaded-host.ts";
import { httpAnswer } from "./http-answer.ts";
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
function callProblems({ functions = [] }: HostJson, { environment, requireSecrets }: HostOptions): Issue[] {
  const issues: Issue[] = [];
  for (const [index, given] of functions.entries()) {
    if (given.kind !== "async") continue;
    const report = (key: string, message: string) =>
      issues.push({ path: `functions[${index}].http.${key}`, message });
    const { url, secret } = given.http;
    const inUrl = [...url.matchAll(/\{(\w*)\}/g)].map(([, name]) => name!);
    const plain = url.replaceAll(/\{\w*\}/g, "x");
    if (!/^https?:\/\//.test(plain) || !URL.canParse(plain))
      report("url", `"${url}" is no address such as https://shop.example/stock`);
    else if (/\{/.test(new URL(url).host)) report("url", "its host is fixed; {name} stands in path or query");
    for (const name of inUrl) {
      const param = given.params.find((one) => one.name === name);
      if (!param) report("url", `{${name}} is no parameter; there are ${listOf(given) || "none"}`);
      else if (param.optional) report("url", `{${name}} may be left out by scripts; make it required`);
    }
    if (secret !== undefined && requireSecrets && !environment[secret])
      report(
        "secret",
        `the environment has no ${secret}; set it, or write it into .env beside the configuration`,
      );
  }
  return issues;
}

const listOf = ({ params }: JsonFunction): string => params.map(({ name }) => name).join(", ");
