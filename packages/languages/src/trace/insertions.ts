import type { LineIndex } from "../source/text.ts";

/** Said when everything is known: names are resolved after the walk. */
type Piece = string | (() => string);

/**
 * Text to put into a text. At the same place what closes something comes before what opens something; openings
 * stand in the order in which they were told (outer first), closings too (inner first). No line moves.
 */
export class Insertions {
  readonly #at = new Map<number, { closing: Piece[]; opening: Piece[] }>();

  open(offset: number, piece: Piece): void {
    this.#place(offset).opening.push(piece);
  }

  close(offset: number, piece: Piece): void {
    this.#place(offset).closing.push(piece);
  }

  /** @returns the text with everything in it, and where columns moved, see `TraceTables` */
  apply(text: string, lines: LineIndex): { code: string; shifts: number[] } {
    const parts: string[] = [];
    const shifts: number[] = [];
    let from = 0;
    for (const offset of [...this.#at.keys()].sort((a, b) => a - b)) {
      const { closing, opening } = this.#at.get(offset)!;
      const inserted = [...closing, ...opening]
        .map((piece) => (typeof piece === "string" ? piece : piece()))
        .join("");
      if (inserted === "") continue;
      parts.push(text.slice(from, offset), inserted);
      from = offset;
      const { line, column } = lines.at(offset);
      shifts.push(line, column, inserted.length);
    }
    parts.push(text.slice(from));
    return { code: parts.join(""), shifts };
  }

  #place(offset: number) {
    let place = this.#at.get(offset);
    if (place === undefined) {
      place = { closing: [], opening: [] };
      this.#at.set(offset, place);
    }
    return place;
  }
}
