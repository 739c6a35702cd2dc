/** What the designer asks, one thing at a time. */
export type DesignerDialog =
  /** A new node: by itself, after another one, or between two. */
  | { kind: "add"; after?: string; between?: { from: string; to: string } }
  | { kind: "connect"; from: string; to: string | null }
  | { kind: "rename"; node: string }
  | { kind: "title" };
