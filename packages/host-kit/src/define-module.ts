import { partialLimitsSchema, scriptName } from "@scriptyard/model";
import { HostDefinitionError } from "./definition-error.ts";
import type { CompleteDefinition, HostDefinition, HostModule, Issue, ModuleDefinition } from "./types.ts";

/**
 * A group of default scripts with the functions, messages and requests that belong to it, checked.
 *
 * @throws HostDefinitionError with every problem, its path and the remedy
 * @example
 * export const wargame = defineModule({
 *   name: "wargame", title: "War game", description: "…", defaults, functions,
 *   handlers: [{ topic: "battle.event", script: "event_processor" }],
 *   endpoints: [], limits: {}, autoExtract: false,
 * });
 */
export function defineModule(definition: ModuleDefinition): HostModule {
  const issues: Issue[] = [];
  const report = (path: string, message: string | null): void => {
    if (message !== null) issues.push({ path, message });
  };
  const name = scriptName.safeParse(definition.name);
  report("name", name.success ? null : `"${definition.name}": use ${name.error.issues[0]!.message}`);
  report(
    "name",
    definition.name === "shared"
      ? '"shared" holds libraries of every module; choose a name for what the scripts do'
      : null,
  );
  report("title", definition.title.trim() === "" ? "say what people call it" : null);
  checkDefaults(definition, report);
  checkHandlers(definition, report);
  checkEndpoints(definition, report);
  const limits = partialLimitsSchema.safeParse(definition.limits);
  for (const issue of limits.error?.issues ?? []) report(`limits.${issue.path.join(".")}`, issue.message);
  if (issues.length > 0) throw new HostDefinitionError(`the module "${definition.name}"`, issues);
  return definition;
}

/** What only shows when modules meet in one host. */
export function checkModules({ modules = [] }: HostDefinition): Issue[] {
  const issues: Issue[] = [];
  const names = new Map<string, number>();
  const topics = new Map<string, string>();
  const routes = new Map<string, string>();
  for (const [index, module] of modules.entries()) {
    const path = `modules.${module.name}`;
    const first = names.get(module.name);
    if (first !== undefined)
      issues.push({
        path: `modules[${index}].name`,
        message: `"${module.name}" is the name of modules[${first}] too; rename one`,
      });
    else names.set(module.name, index);
    for (const { topic, script } of module.handlers)
      taken(topics, `${topic} ${script}`, module.name, `${path}.handlers`, issues);
    for (const { route } of module.endpoints)
      taken(routes, routeShape(route), module.name, `${path}.endpoints`, issues);
  }
  return issues;
}

/** The definition with everything its modules bring. */
export function withModules(definition: HostDefinition): CompleteDefinition {
  const { modules = [], functions, defaults = [], templates = [], limits = {} } = definition;
  return {
    ...definition,
    functions: [...functions, ...modules.flatMap((module) => module.functions)],
    defaults: [...defaults, ...modules.flatMap((module) => module.defaults)],
    templates,
    limits,
  };
}

type Report = (path: string, message: string | null) => void;

function checkDefaults({ name, defaults }: ModuleDefinition, report: Report): void {
  for (const script of defaults) {
    const path = `defaults.${script.module}/${script.name}`;
    const parsed = scriptName.safeParse(script.name);
    report(path, parsed.success ? null : `"${script.name}": use ${parsed.error.issues[0]!.message}`);
    if (script.module === "shared")
      report(
        path,
        script.hook === null
          ? null
          : `a script of "shared" is a library; move it to "${name}", or take away its hook`,
      );
    else if (script.module !== name)
      report(
        path,
        `belongs to the module "${script.module}"; a module ships scripts of its own name or of "shared"`,
      );
  }
}

function checkHandlers(definition: ModuleDefinition, report: Report): void {
  const seen = new Set<string>();
  for (const [index, { topic, script }] of definition.handlers.entries()) {
    const path = `handlers[${index}]`;
    report(`${path}.topic`, topicProblem(topic));
    report(`${path}.script`, scriptProblem(definition, script));
    report(path, seen.has(`${topic} ${script}`) ? `"${topic}" runs ${script} already; remove one` : null);
    seen.add(`${topic} ${script}`);
  }
}

function checkEndpoints(definition: ModuleDefinition, report: Report): void {
  const seen = new Map<string, string>();
  for (const [index, { route, script }] of definition.endpoints.entries()) {
    const path = `endpoints[${index}]`;
    report(`${path}.route`, routeProblem(route));
    report(`${path}.script`, scriptProblem(definition, script));
    const shape = routeShape(route);
    const other = seen.get(shape);
    report(`${path}.route`, other === undefined ? null : `"${other}" answers the same requests; remove one`);
    seen.set(shape, route);
  }
}

function scriptProblem({ name, defaults }: ModuleDefinition, script: string): string | null {
  const own = defaults.filter((one) => one.module === name && one.hook !== null);
  if (own.some((one) => one.name === script)) return null;
  const known = own.map((one) => one.name).join(", ") || "none";
  return `the module ships no script "${script}"; its scripts: ${known}`;
}

function topicProblem(topic: string): string | null {
  const words = topic.split(".");
  if (words.slice(0, -1).includes(">"))
    return `"${topic}": ">" stands for the rest, so it must be the last word`;
  return words.every((word) => /^([a-z][a-z0-9_-]*|\*|>)$/.test(word))
    ? null
    : `"${topic}": write lower-case words with dots between, "*" for any one word, ">" for the rest`;
}

function routeProblem(route: string): string | null {
  const wanted = 'write a method and a path, like "POST /battles/:id"; "ANY" stands for every method';
  const [method = "", path = "", ...rest] = route.split(" ");
  if (rest.length > 0 || !/^(GET|POST|PUT|PATCH|DELETE|ANY)$/.test(method)) return `"${route}": ${wanted}`;
  if (!/^(\/([\w.~-]+|:[A-Za-z]\w*))+$|^\/$/.test(path)) return `"${route}": ${wanted}`;
  const names = path.match(/:\w+/g) ?? [];
  return new Set(names).size === names.length ? null : `"${route}": a parameter's name may stand once`;
}

/** Two routes of one shape answer the same requests, whatever their parameters are called. */
function routeShape(route: string): string {
  return route.replace(/:[A-Za-z]\w*/g, ":");
}

function taken(known: Map<string, string>, key: string, module: string, path: string, issues: Issue[]): void {
  const other = known.get(key);
  if (other !== undefined && other !== module)
    issues.push({ path, message: `"${key}" is taken by the module "${other}"; change one` });
  known.set(key, module);
}
