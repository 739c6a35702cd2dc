import { monaco } from "../../../monaco/setup.ts";

/**
 * What is typed of a word at the cursor, and the range that a completion replaces: also what stands of it behind the cursor.
 * Null where no such word is.
 *
 * @param reach how many characters before the cursor are read
 * @param find the word's beginning in the text before the cursor, or null
 * @param rest matches what may follow the cursor
 */
export function typedWord(
  model: monaco.editor.ITextModel,
  position: monaco.Position,
  { reach, find, rest }: { reach: number; find: (before: string) => string | null; rest: RegExp },
): { typed: string; range: monaco.Range } | null {
  const offset = model.getOffsetAt(position);
  const from = model.getPositionAt(Math.max(0, offset - reach));
  const typed = find(model.getValueInRange(monaco.Range.fromPositions(from, position)));
  if (typed === null) return null;
  const behind = model.getLineContent(position.lineNumber).slice(position.column - 1);
  const more = rest.exec(behind)?.[0].length ?? 0;
  return {
    typed,
    range: monaco.Range.fromPositions(
      model.getPositionAt(offset - typed.length),
      model.getPositionAt(offset + more),
    ),
  };
}
