import type { HostReference } from "@scriptyard/host-kit";

/** The reference of a host as Markdown: what the console's page shows, to be kept beside a product's own documents. */
export function referencePage({ host, hooks, functions, types }: HostReference): string {
  return `${[
    `# ${host.title}`,
    host.description,
    `Host \`${host.id}\`, version ${host.version}. Made by \`scriptyard host docs\`.`,
    "## Hooks",
    ...hooks.flatMap((hook) => [
      `### ${hook.name}: ${hook.title}`,
      hook.description,
      code(hook.signature),
      hook.functions.length === 0
        ? ""
        : `May call ${hook.functions.map((name) => `\`${name}\``).join(", ")}.`,
    ]),
    ...(functions.length === 0 ? [] : ["## Functions"]),
    ...functions.flatMap((fn) => [
      `### ${fn.name}`,
      fn.description,
      code(fn.signature),
      fn.params.map(({ name, description }) => `- \`${name}\`: ${description}`).join("\n"),
      code(fn.example),
      `Capability \`${fn.capability}\`, allowed for ${fn.levels.join(", ")}.`,
    ]),
    ...(types.length === 0 ? [] : ["## Types"]),
    ...types.flatMap((type) => [`### ${type.name}`, type.description, code(type.declaration)]),
  ]
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}

/** Whatever the text holds, the fence is longer. */
function code(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}ts\n${text.trim()}\n${fence}`;
}
