import type { Limits, LogLine } from "@scriptyard/model";
import { readLogData, readLogRecord } from "./guest-records/log-record.ts";

/** Collects a run's lines under its caps. The guest counts too, but only this count is believed. */
export class LogBuffer {
  readonly lines: LogLine[] = [];
  bytes = 0;
  dropped = 0;
  /** The limit that cut the first line away. */
  cutBy: "logLines" | "logBytes" | undefined;
  /** Lines of the same run before it waited. */
  private earlier = 0;
  private readonly limits: Limits;
  private readonly files: ReadonlySet<string>;
  private readonly emit: ((line: LogLine) => void) | undefined;

  constructor(limits: Limits, files: ReadonlySet<string>, emit?: (line: LogLine) => void) {
    this.limits = limits;
    this.files = files;
    this.emit = emit;
  }

  /** Goes on counting where a run left off when it began to wait. */
  continueFrom(run: {
    logLines: number;
    logBytes: number;
    logsDropped: number;
    logsCutBy?: LogBuffer["cutBy"];
  }): void {
    this.earlier = run.logLines;
    this.bytes = run.logBytes;
    this.dropped = run.logsDropped;
    this.cutBy = run.logsCutBy;
  }

  get count(): number {
    return this.earlier + this.lines.length;
  }

  /** Takes a line as `readLogRecord` knows it; "" is a line the guest cut away. Called from inside wasm: it never throws. */
  add(text: string): void {
    if (text === "" || this.count >= this.limits.logLines) {
      this.drop("logLines");
      return;
    }
    const record = readLogRecord(text, this.files);
    // No prelude of ours wrote that: nobody could say what the line is.
    if (!record) {
      this.dropped++;
      return;
    }
    const { level, message, dataText, frame } = record;
    const line: LogLine = { seq: this.count, level, message: cutBytes(message, this.limits.logLineBytes) };
    let size = Buffer.byteLength(line.message);
    if (dataText !== null) {
      const room = Math.max(0, this.limits.logLineBytes - size);
      const bytes = Buffer.byteLength(dataText);
      line.data = bytes <= room ? readLogData(dataText) : cutBytes(dataText, room);
      size += Math.min(bytes, room);
    }
    if (this.bytes + size > this.limits.logBytes) {
      this.drop("logBytes");
      return;
    }
    this.bytes += size;
    if (frame) {
      line.file = frame.file;
      line.line = frame.line;
    }
    this.lines.push(line);
    this.emit?.(line);
  }

  private drop(limit: "logLines" | "logBytes"): void {
    this.dropped++;
    this.cutBy ??= limit;
  }
}

/** At most `max` bytes of UTF-8, whole characters, marked with an ellipsis where it was cut. */
function cutBytes(text: string, max: number): string {
  if (text.length * 3 <= max || Buffer.byteLength(text) <= max) return text;
  const bytes = Buffer.from(text);
  let end = Math.max(0, max - 3);
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return `${bytes.utf8Slice(0, end)}…`;
}
