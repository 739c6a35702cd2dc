import { type PartialLimits, partialLimitsSchema } from "@scriptyard/model";
import { carrierName, mayCall } from "./declarations/index.ts";
import { functionNameProblem, parameterNameProblem, typeNameProblem } from "./declarations/names.ts";
import { type Report, reportDoubles } from "./definition-report.ts";
import { checkFlows } from "./flows/check-flows.ts";
import type { EffectMeaning } from "./flows/types.ts";
import { productRealm } from "./product/index.ts";
import type { HostSchemas } from "./schema/host-schemas.ts";
import type { CompleteDefinition, FunctionDefinition, Issue, ParamDefinition } from "./types.ts";

/** What is wrong with a definition apart from its schemas: names, doubles, references between its parts. */
export function checkDefinition(definition: CompleteDefinition, schemas: HostSchemas): Issue[] {
  const issues: Issue[] = [];
  const report = (path: string, message: string | null): void => {
    if (message !== null) issues.push({ path, message });
  };
  if (!/^[a-z][a-z0-9-]*$/.test(definition.id))
    report("id", `"${definition.id}": lower-case letters, digits and dashes`);
  for (const name of Object.keys(schemas.defs)) report(`types.${name}`, typeNameProblem(name));
  checkHooks(definition, report);
  checkFunctions(definition, report);
  checkMethods(definition, schemas, report);
  checkScripts(definition, report);
  checkFlows(definition, schemas, report);
  checkLimits(definition.limits, "limits", report);
  return issues;
}

function checkHooks(definition: CompleteDefinition, report: Report): void {
  reportDoubles(
    definition.hooks.map((hook) => hook.name),
    "hooks",
    report,
  );
  if (definition.hooks.length === 0) report("hooks", "a host needs at least one hook");
  for (const hook of definition.hooks) {
    report(
      `hooks.${hook.name}`,
      hook.name.includes(".") ? "a hook's name has no dot" : parameterNameProblem(hook.name),
    );
    checkParams(hook.params, `hooks.${hook.name}`, report);
    checkLimits(hook.limits ?? {}, `hooks.${hook.name}.limits`, report);
    for (const entry of hook.functions ?? []) {
      const some = definition.functions.some((fn) => mayCall({ ...hook, functions: [entry] }, fn.name));
      report(`hooks.${hook.name}.functions`, some ? null : `"${entry}" names no function of this host`);
    }
  }
}

function checkLimits(limits: PartialLimits, path: string, report: Report): void {
  const parsed = partialLimitsSchema.safeParse(limits);
  for (const issue of parsed.error?.issues ?? []) report(`${path}.${issue.path.join(".")}`, issue.message);
}

function checkFunctions(definition: CompleteDefinition, report: Report): void {
  const names = definition.functions.map((fn) => fn.name);
  reportDoubles(names, "functions", report);
  const plain = new Set(names.filter((name) => !name.includes(".")));
  for (const fn of definition.functions) {
    const path = `functions.${fn.name}`;
    report(path, functionNameProblem(fn.name));
    const space = fn.name.split(".")[0]!;
    report(
      path,
      fn.name !== space && plain.has(space)
        ? `"${space}" is a function already; choose another namespace`
        : null,
    );
    checkParams(fn.params, path, report);
    report(path, fn.kind === "host" && !fn.run ? 'kind "host" needs `run`' : null);
    report(
      path,
      fn.kind === "effect" && fn.run ? 'kind "effect" has no `run`; it is applied after the run' : null,
    );
    report(path, meaningProblem(fn));
    report(path, fn.kind === "async" && !fn.answer ? 'kind "async" needs `answer`' : null);
    report(
      path,
      fn.byProduct && fn.kind !== "async" ? "a product implements functions of kind async only" : null,
    );
    report(
      `${path}.params.${productRealm}`,
      fn.byProduct && fn.params.some(({ name }) => name === productRealm)
        ? `a product is told by "${productRealm}" whose script asks; name the parameter otherwise`
        : null,
    );
    report(path, fn.kind === "event" && !fn.meanwhile ? 'kind "event" needs `meanwhile`' : null);
    report(path, fn.kind === "event" && !fn.result ? 'kind "event" needs `result`: what it answers' : null);
    report(path, fn.kind === "effect" && fn.result ? "an effect answers nothing; remove `result`" : null);
    report(
      path,
      fn.levels.length === 0 && !fn.part ? "no security level allows it; name at least one" : null,
    );
    report(`${path}.example`, fn.example.trim() === "" ? "every function needs an example" : null);
    report(`${path}.description`, fn.description.trim() === "" ? "every function needs a description" : null);
  }
}

const meanings = [
  "apply",
  "fails",
  "leaves",
  "publishes",
  "forCaller",
] as const satisfies (keyof EffectMeaning)[];

/** An effect that nobody applies would be silence: the author believes that something happens. */
function meaningProblem(fn: FunctionDefinition): string | null {
  const said = meanings.filter((meaning) => fn[meaning]);
  if (fn.kind !== "effect" && said.length > 0)
    return `\`${said[0]}\` is for kind "effect"; this is "${fn.kind}"`;
  if (fn.resumesBy && !fn.leaves) return "`resumesBy` says more about `leaves`, which is not there";
  if (fn.kind === "effect" && said.length === 0)
    return `an effect says what it means: ${meanings.map((one) => `\`${one}\``).join(", ")} (the caller applies it: \`forCaller: true\`)`;
  if (fn.fails && said.length > 1)
    return "`fails` stands alone: while its script sleeps it is said at once, and whatever else it meant would be said twice or lost";
  const [topic, payload] = fn.params;
  if (fn.publishes && (topic?.name !== "topic" || payload?.name !== "payload"))
    return "`publishes` takes the message from the first parameters: call them `topic` and `payload`";
  return null;
}

function checkParams(params: ParamDefinition[], path: string, report: Report): void {
  reportDoubles(
    params.map((param) => param.name),
    `${path}.params`,
    report,
  );
  let optional: string | null = null;
  for (const param of params) {
    report(`${path}.params.${param.name}`, parameterNameProblem(param.name));
    if (optional !== null && !param.optional)
      report(`${path}.params.${param.name}`, `a required parameter cannot follow the optional "${optional}"`);
    if (param.optional) optional = param.name;
  }
}

function checkMethods(definition: CompleteDefinition, schemas: HostSchemas, report: Report): void {
  for (const hook of definition.hooks)
    for (const param of schemas.hooks.get(hook.name)?.params ?? []) {
      const path = `hooks.${hook.name}.params.${param.name}.methods`;
      const methods = Object.entries(param.methods);
      if (methods.length > 0 && carrierName(param.schema) === null)
        report(
          path,
          "the parameter's schema must be one named type, or one named type and null, to carry methods",
        );
      for (const [method, target] of methods) {
        report(`${path}.${method}`, parameterNameProblem(method));
        const fn = definition.functions.find((candidate) => candidate.name === target);
        if (!fn) report(`${path}.${method}`, `there is no function "${target}"`);
        else if (fn.kind !== "effect")
          report(`${path}.${method}`, `"${target}" is no effect; only effects can be methods`);
      }
    }
}

/** Of a definition, and of a host that gets more scripts than it was defined with. */
export function checkScripts(
  definition: Pick<CompleteDefinition, "hooks" | "defaults" | "templates">,
  report: Report,
): void {
  reportDoubles(
    definition.defaults.map((script) => `${script.module}/${script.name}`),
    "defaults",
    report,
  );
  reportDoubles(
    definition.templates.map((template) => template.id),
    "templates",
    report,
  );
  const hooks = new Set(definition.hooks.map((hook) => hook.name));
  for (const [kind, scripts] of [
    ["defaults", definition.defaults] as const,
    ["templates", definition.templates] as const,
  ])
    for (const script of scripts) {
      const path = `${kind}.${script.module}/${script.name}`;
      if (script.hook !== null && !hooks.has(script.hook)) report(path, `there is no hook "${script.hook}"`);
      if (script.source.trim() === "") report(path, "the source is empty");
      reportDoubles(
        script.samples.map((sample) => sample.name),
        `${path}.samples`,
        report,
      );
    }
}
