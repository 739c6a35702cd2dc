/**
 * What a rollback does to the live text.
 *
 * @example rollbackWords({ added: 1, removed: 3 }); // "1 line comes back, 3 go"
 */
export function rollbackWords({ added, removed }: { added: number; removed: number }): string {
  const back = added === 1 ? "1 line comes back" : `${added} lines come back`;
  return `${back}, ${removed} ${removed === 1 ? "goes" : "go"}`;
}
