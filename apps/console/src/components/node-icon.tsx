import { CircleCheckBig, LayoutTemplate, Split } from "lucide-react";

const icons = { decision: Split, block: LayoutTemplate, completion: CircleCheckBig } as const;
const words = {
  decision: "Decision",
  block: "Block",
  completion: "Completion",
} as const;

export type NodeKind = keyof typeof icons;

export function NodeIcon({ kind, size = 16 }: { kind: NodeKind; size?: number }) {
  const Icon = icons[kind];
  return <Icon size={size} strokeWidth={1.75} aria-hidden="true" />;
}

/** What a node does, in a word. */
export function nodeKindWord(kind: NodeKind): string {
  return words[kind];
}
