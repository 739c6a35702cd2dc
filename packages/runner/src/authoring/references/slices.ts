import type { ScriptText, Store, TextSize } from "@scriptyard/store";
import { nextTurn } from "../../turns.ts";

/** Characters that are read and looked at in one turn of the loop: a few milliseconds. */
const unitsInTurn = 300_000;

/** Texts a few at a time, in their order; between them everybody else has a turn. */
export async function* textsInTurns(
  { store }: { store: Store },
  sizes: readonly TextSize[],
): AsyncGenerator<ScriptText> {
  for (const ids of slicesOf(sizes)) {
    await nextTurn();
    yield* await store.scripts.texts(ids);
  }
}

function* slicesOf(sizes: readonly TextSize[]): Generator<string[]> {
  let ids: string[] = [];
  let units = 0;
  for (const one of sizes) {
    if (ids.length > 0 && units + one.units > unitsInTurn) {
      yield ids;
      [ids, units] = [[], 0];
    }
    ids.push(one.id);
    units += one.units;
  }
  if (ids.length > 0) yield ids;
}
