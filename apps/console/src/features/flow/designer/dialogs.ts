/** What the designer asks, one thing at a time. */
export type DesignerDialog =
  /** A new node: by itself, after another one, or between two. */
  | {
      kind: "add";
      after?: string;
      between?: { from: string; to: string };
      /** A script that is there already, by its name in the flow's module. */
      script?: string;
    }
  | { kind: "connect"; from: string; to: string | null }
  | { kind: "rename"; node: string }
  | { kind: "title" };
