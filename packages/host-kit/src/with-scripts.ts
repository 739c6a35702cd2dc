import { checkScripts } from "./check-definition.ts";
import { HostDefinitionError } from "./definition-error.ts";
import type { Host, Issue, ScriptDefault } from "./types.ts";

/**
 * A host with further default scripts: those that lie as files beside its definition, which cannot read files itself.
 *
 * @throws HostDefinitionError with every problem, samples that do not fit their hook included
 * @example withScripts(shop, [{ module: "pricing", name: "discount", hook: "onPrice", language: "typescript", … }])
 */
export function withScripts(host: Host, scripts: readonly ScriptDefault[]): Host {
  const defaults = [...host.defaults, ...scripts];
  const issues: Issue[] = [];
  checkScripts({ hooks: [...host.hooks], defaults, templates: [...host.templates] }, (path, message) => {
    if (message !== null) issues.push({ path, message });
  });
  for (const script of scripts) issues.push(...sampleIssues(host, script));
  if (issues.length > 0) throw new HostDefinitionError(`the scripts of host "${host.id}"`, issues);
  return { ...host, defaults };
}

/** What of a script's samples its hook would refuse. */
export function sampleIssues(
  host: Pick<Host, "hooks" | "validateInput">,
  { module, name, hook, samples }: ScriptDefault,
): Issue[] {
  const known = host.hooks.some((one) => one.name === hook);
  if (hook === null || !known)
    return hook === null && samples.length > 0
      ? [{ path: `defaults.${module}/${name}.samples`, message: "a library has no hook to try them with" }]
      : [];
  return samples.flatMap((sample) =>
    host.validateInput(hook, sample.args).map(({ path, message }) => ({
      path: `defaults.${module}/${name}.samples.${JSON.stringify(sample.name)}.${path}`,
      message,
    })),
  );
}
