import type { FlowNodeRole } from "@scriptyard/model";
import { CircleCheckBig, CircleHelp, LayoutTemplate, Split } from "lucide-react";

const icons = { decides: Split, shows: LayoutTemplate, completes: CircleCheckBig } as const;

/** What a node does for its flow; null where the host has no such kind (any more). */
export function NodeIcon({ role, size = 16 }: { role: FlowNodeRole | null; size?: number }) {
  const Icon = role === null ? CircleHelp : icons[role];
  return <Icon size={size} strokeWidth={1.75} aria-hidden="true" />;
}
