import { createContext } from "react";

/** What cards and lines can do where the graph is drawn; null where it is only looked at. */
export const GraphEditing = createContext<{
  onInsert: (between: { from: string; to: string }) => void;
  /** The line is picked, or let go of. */
  onPickLine: (between: { from: string; to: string } | null) => void;
} | null>(null);
