import { formatRelative } from "../../../components/format.ts";
import type { ScriptDetail } from "../server/types.ts";

/** "Changed by Artur, 2 min ago."; nothing for a draft that nobody changed. Made when it is shown, so that the time is right. */
export function LastChange({
  detail,
  userId,
}: {
  detail: Pick<ScriptDetail, "draft" | "draftBy">;
  userId: string;
}) {
  const { updatedBy, updatedAt, revision } = detail.draft;
  if (revision === 1 && updatedBy === null) return null;
  const who = updatedBy === userId ? "you" : (detail.draftBy ?? "a token or the product");
  return `Changed by ${who}, ${formatRelative(updatedAt, Date.now())}.`;
}
