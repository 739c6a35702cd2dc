import type { Kit } from "./kit.ts";

export function metaTable(k: Kit) {
  return k.table("meta", { key: k.prose("key").primaryKey(), value: k.prose("value").notNull() });
}
