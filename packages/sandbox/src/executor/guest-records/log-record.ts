import { type Json, type LogLevel, logLevels, type StackFrame } from "@scriptyard/model";
import { parseFrames } from "../frames.ts";
import { boundedText, readJson, readList } from "./json-text.ts";

export type LogRecord = {
  level: LogLevel;
  message: string;
  /** Text of the data as JSON; null where the script gave none. */
  dataText: string | null;
  /** Where the author logged it. */
  frame: StackFrame | undefined;
};

/**
 * `["level", "message", "stack"]`, then optionally a line break and the data as JSON, as `guest/log.guest.ts` writes it;
 * null for anything else.
 */
export function readLogRecord(text: string, files: ReadonlySet<string>): LogRecord | null {
  const split = text.indexOf("\n");
  const list = readList(split < 0 ? text : text.slice(0, split));
  if (list?.length !== 3) return null;
  const [level, message, stack] = list;
  if (!isLogLevel(level) || typeof message !== "string" || typeof stack !== "string") return null;
  return {
    level,
    message: message.toWellFormed(),
    dataText: split < 0 ? null : text.slice(split + 1),
    frame: parseFrames(stack, files, 1)[0],
  };
}

/** Data that no reader can take is shown as the text it came as. */
export function readLogData(text: string): Json {
  const data = readJson(text);
  return data === undefined ? boundedText(text, text.length) : data;
}

export function isLogLevel(value: unknown): value is LogLevel {
  return (logLevels as readonly unknown[]).includes(value);
}
