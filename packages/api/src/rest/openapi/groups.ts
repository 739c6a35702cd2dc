/** Groups of the document, in the order they are read, each with the words of an address that belong to it. */
const groups = [
  {
    name: "Flows",
    description: "Walk users through a flow; draw and publish it.",
    words: ["flows", "sessions"],
  },
  { name: "Scripts", description: "List scripts and run them.", words: ["scripts"] },
  { name: "Tools", description: "Scripts that are called by name.", words: ["tools"] },
  {
    name: "Messages",
    description: "Publish on the bus; what was not handled.",
    words: ["messages", "dead-letters"],
  },
  { name: "One-time codes", description: "Collect codes to deliver them.", words: ["codes"] },
  { name: "Secrets", description: "Set and remove what scripts use and nobody reads.", words: ["secrets"] },
  { name: "State", description: "What scripts keep from one execution to the next.", words: ["state"] },
  { name: "Triggers", description: "What starts scripts by itself.", words: ["triggers"] },
  // Last of those with words: "realms" stands in the address of most others.
  { name: "Realms", description: "Make, archive and delete realms as a whole.", words: ["realms"] },
  {
    name: "Operation",
    description: "For whoever runs the server.",
    words: ["events", "metrics", "healthz", "readyz"],
  },
] as const;

export const tags = groups.map(({ name, description }) => ({ name, description }));

/** @throws where an address is in no group: a new one is put into the list above */
export function groupOf(path: string): string {
  const words = path.split("/").slice(1);
  const group = groups.find((one) => words.some((word) => (one.words as readonly string[]).includes(word)));
  if (group === undefined)
    throw new Error(`${path} belongs to no group of the HTTP API: see openapi/groups.ts.`);
  return group.name;
}
