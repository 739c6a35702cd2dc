/**
 * The grammar of names, once: what may name a realm, flow, node, trigger, level, module, script, library or topic. Whoever
 * judges a name takes it from here or from the schemas in `names.ts`, or one door takes what another refuses. No Zod, so
 * that the first page of the console can have it. All of them are linear: at each character only one way goes on.
 */

/** Names are at most this long. */
export const longestName = 60;

export const slugExpression = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*";
export const scriptNameExpression = "[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*";

/** A topic of the bus: words with dots between, 16 at most. */
export const topicExpression = "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){0,15}";

/** Whether a text is a script's whole name, `module/name`: what imports, rules, addresses and commands use. */
export function isSpecifier(text: string): boolean {
  if (text.length > 2 * longestName + 1) return false;
  const [module = "", name = ""] = specifier.exec(text)?.slice(1) ?? [];
  return module !== "" && module.length <= longestName && name.length <= longestName;
}

const specifier = new RegExp(`^(${scriptNameExpression})/(${scriptNameExpression})$`);
