import {
  type RawTrace,
  type TraceMarkKind,
  traceMarkKinds,
  traceMarksMost,
  traceTextLength,
  traceTextsMost,
  traceWindowWords,
} from "@scriptyard/model";

/** What a traced run has said until it began to wait. */
export type TapeState = {
  first: Uint8Array[];
  last: Uint8Array[];
  /** Words that were taken, those that were dropped among them. */
  words: number;
  texts: string[];
  marks: number[];
};

/** Begins the recorder's list of words, in `guest/trace.guest.ts`. */
const MAGIC = Buffer.from(Int32Array.of(0x53_74_72_61, 0x63_65_72_21, 0x2d_57_6f_72, 0x64_73_0a_00).buffer);
const ROOM_WORDS = 8192;
const HEAD_BYTES = 20;

/**
 * Where the recorder of a program that was just loaded notes its words; 0 where none of its modules imports it. A guest can
 * write the same beginning elsewhere, and spoils its own trace: whatever lies there is read as bounded words.
 */
export function findTape(memory: Buffer): number {
  const at = memory.indexOf(MAGIC);
  return at < 0 || at % 4 !== 0 || at + HEAD_BYTES + 4 * ROOM_WORDS > memory.length ? 0 : at;
}

/**
 * The words of one run, taken out of the guest's memory where they lie: so the last step is there also when the guest was
 * stopped in the middle of something. A window of the first and the last words is kept.
 */
export class TraceTape {
  private readonly memory: Buffer;
  private readonly at: number;
  private readonly first: Uint8Array[] = [];
  private readonly last: Uint8Array[] = [];
  /** Words that were taken, those that were dropped among them. */
  private words = 0;
  private firstWords = 0;
  private lastWords = 0;
  private readonly texts: string[] = [];
  private readonly marks: number[] = [];

  constructor(memory: Buffer, at: number, before?: TapeState) {
    this.memory = memory;
    this.at = at;
    if (!before) return;
    this.words = before.words;
    this.texts.push(...before.texts);
    this.marks.push(...before.marks);
    this.first.push(...before.first);
    this.last.push(...before.last);
    this.firstWords = wordsIn(before.first);
    this.lastWords = wordsIn(before.last);
  }

  /** The recorder says that its list is full (`f`), or a text (`t…`). Called from inside wasm: it never throws. */
  hear(said: string): void {
    if (said[0] === "f") this.take();
    else if (this.texts.length < traceTextsMost) this.texts.push(said.slice(1, 1 + traceTextLength));
  }

  /** Something else happened in the step that is under way. */
  mark(kind: TraceMarkKind, index: number): void {
    if (this.marks.length < 3 * traceMarksMost)
      this.marks.push(traceMarkKinds.indexOf(kind), index, this.words + this.waiting());
  }

  /** Takes the words that wait in the guest's memory. */
  take(): void {
    const count = this.waiting();
    if (count === 0) return;
    const from = this.at + HEAD_BYTES;
    const part = Uint8Array.from(this.memory.subarray(from, from + 4 * count));
    this.memory.writeInt32LE(0, this.at + HEAD_BYTES - 4);
    this.words += count;
    if (this.firstWords < traceWindowWords) {
      this.first.push(part);
      this.firstWords += count;
      return;
    }
    this.last.push(part);
    this.lastWords += count;
    while (this.lastWords - this.last[0]!.length / 4 >= traceWindowWords)
      this.lastWords -= this.last.shift()!.length / 4;
  }

  state(): TapeState {
    const { first, last, words, texts, marks } = this;
    return { first, last, words, texts, marks };
  }

  raw(): RawTrace {
    this.take();
    return traceOf(this.state());
  }

  private waiting(): number {
    const count = this.memory.readInt32LE(this.at + HEAD_BYTES - 4);
    return Math.max(0, Math.min(ROOM_WORDS, count));
  }
}

/** The trace of a run that said no more than this. */
export function traceOf({ first, last, words, texts, marks }: TapeState): RawTrace {
  const at = wordsIn(first);
  const dropped = words - at - wordsIn(last);
  return {
    words: Buffer.concat([...first, ...last]).toString("base64"),
    texts,
    marks,
    gap: dropped === 0 ? null : { at, words: dropped },
  };
}

/** What it holds of the memory while its run waits. */
export function tapeBytes({ first, last, texts, marks }: TapeState): number {
  const said = texts.reduce((sum, text) => sum + 2 * text.length, 0);
  return 4 * (wordsIn(first) + wordsIn(last)) + said + 8 * marks.length;
}

function wordsIn(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length / 4, 0);
}
