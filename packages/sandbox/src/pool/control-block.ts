import type { Json, LogLine } from "@scriptyard/model";
import type { Progress } from "../chunks.ts";
import { isLogLevel } from "../executor/guest-records/log-record.ts";

/**
 * What a worker and its owner share about one task without messages: who has it, when the guest started, whether it was cancelled, how many engines
 * were booted, and the lines it logged. It stays readable when the worker hangs in native code and has to be terminated.
 */
export class ControlBlock {
  readonly buffer: SharedArrayBuffer;
  private readonly ints: Int32Array;
  private readonly floats: Float64Array;
  private readonly progressInts: Int32Array;
  private readonly progressText: Buffer;
  private logs: Buffer;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(HEADER_BYTES + DEFAULT_LOG_BYTES)) {
    this.buffer = buffer;
    this.ints = new Int32Array(buffer, 0, 6);
    this.floats = new Float64Array(buffer, 24, 3);
    this.progressInts = new Int32Array(buffer, 48, 2);
    this.progressText = Buffer.from(buffer as never, 56, PROGRESS_TEXT_BYTES);
    this.logs = Buffer.from(buffer as never, HEADER_BYTES);
  }

  /** `sharedNow()` when the guest started; 0 while it has not. */
  get startedAt(): number {
    return this.floats[0]!;
  }

  /** The thread's processor time when the guest started; NaN where it is not known. */
  get processorBase(): number {
    return this.floats[2]!;
  }

  /** The guest starts: from here on its time is charged. */
  start(now: number, processorBase: number): void {
    // In this order: an owner that looks in between charges too little, and looks again.
    this.floats[2] = processorBase;
    this.floats[0] = now;
  }

  /** A compile begins: what is loaded has the time of a compile. */
  startLoading(now: number, processorBase: number): void {
    Atomics.store(this.ints, INPUT, 0);
    this.start(now, processorBase);
  }

  /** What was loaded runs: from here on time is charged to it, and held to its own limits. */
  startTopLevel(now: number, processorBase: number): void {
    // In this order: an owner that looks in between holds it to the larger limits, and looks again.
    this.start(now, processorBase);
    Atomics.store(this.ints, INPUT, TOP_LEVEL);
  }

  /** Of a compile that has begun. */
  get isTopLevel(): boolean {
    return this.input === TOP_LEVEL;
  }

  get cancelled(): boolean {
    return Atomics.load(this.ints, CANCELLED) === 1;
  }

  cancel(): void {
    Atomics.store(this.ints, CANCELLED, 1);
  }

  get boots(): number {
    return Atomics.load(this.ints, BOOTS);
  }

  set boots(value: number) {
    Atomics.store(this.ints, BOOTS, value);
  }

  /** Bytes the worker holds, to the KiB. */
  get memoryBytes(): number {
    return Atomics.load(this.ints, MEMORY_KIB) * 1024;
  }

  set memoryBytes(value: number) {
    Atomics.store(this.ints, MEMORY_KIB, Math.round(value / 1024));
  }

  /** Only the latest is kept. The count is odd while it is written. */
  setProgress({ value, message }: Progress): void {
    Atomics.add(this.progressInts, 0, 1);
    this.floats[1] = value;
    const length = message === null ? -1 : this.progressText.write(message, "utf8");
    Atomics.store(this.progressInts, 1, length);
    Atomics.add(this.progressInts, 0, 1);
  }

  /** How often progress was set, twice; 0 = never. */
  get progressCount(): number {
    return Atomics.load(this.progressInts, 0);
  }

  /** Null while the worker writes it: ask again later. */
  readProgress(): { progress: Progress; count: number } | null {
    const count = this.progressCount;
    const length = Atomics.load(this.progressInts, 1);
    const progress = {
      value: this.floats[1]!,
      message: length < 0 ? null : this.progressText.toString("utf8", 0, length),
    };
    return count % 2 === 0 && count === this.progressCount ? { progress, count } : null;
  }

  /** The input of a batch that runs now. */
  get input(): number {
    return Atomics.load(this.ints, INPUT);
  }

  /** The next input of a batch: from here on time and lines are its own. */
  startInput(index: number, now: number, processorBase: number): void {
    Atomics.store(this.ints, LOG_END, 0);
    Atomics.store(this.ints, INPUT, index);
    this.start(now, processorBase);
  }

  /** For another thread, after the one that had it has ended. */
  renew(): this {
    this.ints.fill(0);
    return this;
  }

  /** Before a task is posted: not begun, not cancelled, no lines, no progress. */
  post(turn: number): void {
    Atomics.store(this.progressInts, 0, 0);
    this.floats[0] = 0;
    Atomics.store(this.ints, CANCELLED, 0);
    Atomics.store(this.ints, LOG_END, 0);
    Atomics.store(this.ints, TURN, turn);
  }

  /** The worker begins with a posted task; false when its owner took it back. */
  begin(turn: number): boolean {
    return Atomics.compareExchange(this.ints, TURN, turn, BEGUN) === turn;
  }

  /** The owner takes back what was posted; false when the worker has begun. */
  takeBack(turn: number): boolean {
    return Atomics.compareExchange(this.ints, TURN, turn, OVER) === turn;
  }

  /** The answer is on its way, or will never come. */
  end(): void {
    Atomics.store(this.ints, TURN, OVER);
  }

  get isOver(): boolean {
    return Atomics.load(this.ints, TURN) === OVER;
  }

  get logEnd(): number {
    return Atomics.load(this.ints, LOG_END);
  }

  /** Where larger log limits than usual need more room, the run brings its own. */
  useLogs(buffer: SharedArrayBuffer | null): void {
    this.logs = buffer ? Buffer.from(buffer as never) : Buffer.from(this.buffer as never, HEADER_BYTES);
  }

  addLine(line: LogLine): void {
    const meta = JSON.stringify([line.level, line.file ?? null, line.line ?? 0, "data" in line]);
    const data = "data" in line ? JSON.stringify(line.data) : "";
    const parts = [meta, line.message, data];
    let at = this.logEnd;
    const sizes = parts.map((part) => Buffer.byteLength(part));
    if (at + 12 + sizes[0]! + sizes[1]! + sizes[2]! > this.logs.length) return;
    for (let i = 0; i < 3; i++) this.logs.writeUInt32LE(sizes[i]!, at + i * 4);
    at += 12;
    for (let i = 0; i < 3; i++) at += this.logs.write(parts[i]!, at, "utf8");
    Atomics.store(this.ints, LOG_END, at);
  }

  /**
   * Lines from an offset on, and the offset to go on from. A thread that is being ended may write over them meanwhile (a
   * batch's next input begins anew): then they end where they make no sense.
   */
  readLines(from: number, firstSeq: number): { lines: LogLine[]; end: number } {
    const end = Math.min(this.logEnd, this.logs.length);
    const lines: LogLine[] = [];
    for (let at = from; at + 12 <= end; ) {
      const found = this.lineAt(at);
      if (!found) break;
      lines.push({ seq: firstSeq + lines.length, ...found.line });
      at = found.end;
    }
    return { lines, end };
  }

  private lineAt(start: number): { line: Omit<LogLine, "seq">; end: number } | null {
    const sizes = [0, 4, 8].map((offset) => this.logs.readUInt32LE(start + offset));
    let at = start + 12;
    const [meta, message, data] = sizes.map((size) => {
      const text = this.logs.toString("utf8", at, at + size);
      at += size;
      return text;
    });
    try {
      const [level, file, line, hasData] = JSON.parse(meta!) as unknown[];
      if (!isLogLevel(level)) return null;
      const entry: Omit<LogLine, "seq"> = { level, message: message! };
      if (hasData === true) entry.data = JSON.parse(data!) as Json;
      if (typeof file === "string" && Number.isSafeInteger(line)) Object.assign(entry, { file, line });
      return { line: entry, end: at };
    } catch {
      return null;
    }
  }
}

/** Room for the lines of these limits; null when the usual room is enough. */
export function logRoom(limits: { logLines: number; logBytes: number }): number | null {
  // Data that was cut is text, whose quotes and backslashes are written as two characters.
  const bytes = 2 * limits.logBytes + limits.logLines * LINE_OVERHEAD_BYTES;
  return bytes <= DEFAULT_LOG_BYTES ? null : bytes;
}

const PROGRESS_TEXT_BYTES = 600;
const HEADER_BYTES = 56 + PROGRESS_TEXT_BYTES;
const DEFAULT_LOG_BYTES = 256 << 10;
const LINE_OVERHEAD_BYTES = 400;
const [CANCELLED, BOOTS, LOG_END, MEMORY_KIB, INPUT, TURN] = [0, 1, 2, 3, 4, 5];
/** Turns count up from 1; these stand in their place. */
const [OVER, BEGUN] = [0, -1];
/** Of a compile, where a batch has the number of its input. */
const TOP_LEVEL = 1;
