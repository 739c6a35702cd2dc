import type { RolledBack } from "../server/types.ts";

/** `Ann rolled back from v4: “asks everybody”.` */
export function rolledBackSentence({ newest, by, note }: RolledBack): string {
  return `${by ?? "Somebody"} rolled back from v${newest}: “${note}”.`;
}
