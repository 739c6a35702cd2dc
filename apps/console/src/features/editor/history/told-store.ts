import { createStoreFamily } from "../../../app/store.ts";

/** What somebody else did with this user's edits, until it is dismissed. */
export type Told =
  | {
      kind: "put-back";
      by: string | null;
      /** What the draft is now. */
      to: string;
      /** Revision that still has the edits. */
      before: number | null;
    }
  | { kind: "published"; by: string | null; version: number };

export const toldOf = createStoreFamily<{ told: Told | null }>(() => ({ told: null }));
