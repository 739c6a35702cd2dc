import type { DraftStateRow } from "../server/types.ts";

/** Who made a state, as its reader would say it. */
export function whoChanged(state: Pick<DraftStateRow, "userId" | "userName">, userId: string): string {
  if (state.userId === userId) return "You";
  return state.userName ?? (state.userId === null ? "Scriptyard" : "A former member");
}

/** What happened besides typing; null for a plain save. */
export function stateWords(
  state: Pick<DraftStateRow, "kind" | "origin">,
  others: readonly Pick<DraftStateRow, "revision" | "at">[],
  time: (at: number) => string,
): string | null {
  switch (state.kind) {
    case "start":
      return "First text known";
    case "save":
      return null;
    case "discard":
      return `Put back to v${state.origin}`;
    case "copy":
      return `Copied from v${state.origin}`;
    case "import":
      return "Imported from another realm";
    case "rename":
      return state.origin === 1 ? "Renamed" : `Renamed, in ${state.origin} scripts at once`;
    case "restore": {
      const from = others.find(({ revision }) => revision === state.origin);
      return from ? `Restored the text of ${time(from.at)}` : "Restored an earlier text";
    }
  }
}
