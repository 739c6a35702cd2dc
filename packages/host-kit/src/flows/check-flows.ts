import {
  type DecidingKind,
  type FlowNodeKind,
  type JsonSchema,
  slug,
  uiBlockSchema,
} from "@scriptyard/model";
import { type Report, reportDoubles } from "../definition-report.ts";
import { canonicalJson } from "../schema/canonical-json.ts";
import { type Defs, schemaFromSource } from "../schema/from-source.ts";
import type { CallSchemas, HostSchemas } from "../schema/host-schemas.ts";
import { validationOnly } from "../schema/inline.ts";
import { refName } from "../schema/keywords.ts";
import type { HostDefinition } from "../types.ts";
import { engineNames } from "./engine-names.ts";

/** What is wrong with what a host says of its flows: a kind that runs nothing, an answer that would mean nothing. */
export function checkFlows({ flows }: HostDefinition, schemas: HostSchemas, report: Report): void {
  if (!flows) return;
  const { kinds, answered } = flows;
  for (const name of Object.keys(answered))
    if (Object.hasOwn(engineNames, name))
      report(`flows.answered.${name}`, "the engine answers by this name itself; choose another one");
  reportDoubles(
    kinds.map(({ id }) => id),
    "flows.kinds",
    report,
  );
  if (!kinds.some(({ role }) => role !== "completes"))
    report("flows.kinds", "a flow has to begin somewhere: declare a kind that decides or shows");
  const owners = new Map<string, string>();
  for (const kind of kinds) {
    const path = `flows.kinds.${kind.id}`;
    if (!slug.safeParse(kind.id).success) report(path, "lower-case letters, digits and single dashes");
    for (const text of ["title", "description"] as const)
      if (!kind[text]?.trim()) report(`${path}.${text}`, "every kind needs a title and a description");
    const owner = owners.get(kind.hook);
    if (owner !== undefined)
      report(
        `${path}.hook`,
        `"${owner}" runs ${kind.hook} already: a script is for one kind of node; give it a hook of its own`,
      );
    owners.set(kind.hook, kind.id);
    const hook = schemas.hooks.get(kind.hook);
    if (hook === undefined) report(`${path}.hook`, missingHook(kind, schemas));
    else checkAnswers(kind, hook, schemas.defs, path, report);
  }
}

function missingHook({ hook }: FlowNodeKind, { hooks }: HostSchemas): string {
  const known = [...hooks.keys()].join(", ");
  // Hosts are written in JavaScript too.
  return hook
    ? `there is no hook "${hook}"; known hooks: ${known}`
    : `its nodes run nothing: name the hook that their scripts export, one of ${known}`;
}

function checkAnswers(kind: FlowNodeKind, hook: CallSchemas, defs: Defs, path: string, report: Report): void {
  switch (kind.role) {
    case "decides":
      if (!hook.params.some(({ name }) => name === kind.form))
        report(`${path}.form`, `${kind.hook} has no parameter "${kind.form}"`);
      checkTable(kind, alternativesOf(hook.result, defs), defs, `${path}.answers`, report);
      return;
    case "shows":
      if (!isBlock(hook.result, defs)) report(`${path}.hook`, `${kind.hook} has to answer a UiBlock`);
      return;
    case "completes":
      if (hook.result !== null)
        report(
          `${path}.hook`,
          `what ${kind.hook} answers is used by nobody when a flow ends; remove its result`,
        );
      return;
    default:
      report(`${path}.role`, "one of decides, shows, completes");
  }
}

/** Every answer that the hook's schema allows must mean something, and what means something must be allowed. */
function checkTable(
  { hook, answers: { by, values } }: DecidingKind,
  alternatives: Alternative[],
  defs: Defs,
  path: string,
  report: Report,
): void {
  const allowed = new Map(
    alternatives.flatMap((one) => valuesOf(one.properties[by]).map((value) => [value, one])),
  );
  if (allowed.size === 0) report(path, `no answer of ${hook} says by its member "${by}" what it is`);
  for (const value of allowed.keys())
    if (!Object.hasOwn(values, value))
      report(path, `${hook} may answer ${by}: "${value}"; say what that means to a flow`);
  for (const [value, meaning] of Object.entries(values)) {
    const at = `${path}.values.${value}`;
    const alternative = allowed.get(value);
    if (alternative === undefined) {
      report(at, `${hook} never answers ${by}: "${value}"`);
      continue;
    }
    const member = (
      [field, name]: [field: string, name: string],
      is: (schema: JsonSchema) => boolean,
      what: string,
      optional = true,
    ) => {
      const schema = alternative.properties[name];
      // Hosts are written in JavaScript too.
      if (typeof name !== "string") report(`${at}.${field}`, `name the member of the answer that is ${what}`);
      else if (schema === undefined || !is(schema))
        report(at, `the answer has no member "${name}" that is ${what}`);
      else if (!optional && !alternative.required.includes(name))
        report(at, `the member "${name}" has to be required: a flow cannot do without`);
    };
    if (meaning.action === "continue") member(["outcome", meaning.outcome], isText, "a text");
    else if (meaning.action === "challenge")
      member(["block", meaning.block], (schema) => isBlock(schema, defs), "a UiBlock", false);
    else {
      member(["code", meaning.code], isText, "a text", false);
      member(["message", meaning.message], isText, "a text");
    }
  }
}

type Alternative = { properties: { [name: string]: JsonSchema }; required: string[] };

function alternativesOf(schema: JsonSchema | null, defs: Defs): Alternative[] {
  if (schema === null) return [];
  const name = refName(schema.$ref);
  if (name !== null) return alternativesOf(defs[name] ?? null, defs);
  const choices = (schema.oneOf ?? schema.anyOf) as JsonSchema[] | undefined;
  if (choices !== undefined) return choices.flatMap((one) => alternativesOf(one, defs));
  if (schema.type !== "object") return [];
  const { properties = {}, required = [] } = schema as Partial<Alternative>;
  return [{ properties, required }];
}

function valuesOf(schema: JsonSchema | undefined): string[] {
  const values = schema?.enum ?? (schema?.const === undefined ? [] : [schema.const]);
  return (values as unknown[]).filter((value) => typeof value === "string");
}

const isText = ({ type }: JsonSchema): boolean => type === "string";

/** The parts of a page are a closed vocabulary: what is shown is shown by us. */
function isBlock(schema: JsonSchema | null, defs: Defs): boolean {
  return schema !== null && canonicalJson(validationOnly(schema, defs)) === blockSchema();
}

function blockSchema(): string {
  const defs: Defs = {};
  const schema = schemaFromSource(uiBlockSchema, "UiBlock", new Map(), defs, []);
  return canonicalJson(validationOnly(schema, defs));
}
