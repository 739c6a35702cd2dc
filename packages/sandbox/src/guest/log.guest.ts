// log.debug|info|warn|error(message, data?) and console. Every line leaves the guest at once, so that it survives
// whatever stops the script; caps are counted here, to save the way, and again by the host.
import {
  bareList,
  cut,
  hostLog,
  isError,
  join,
  PlainError,
  quote,
  stackOf,
  stringify,
  textOf,
} from "./primordials.guest.ts";
import { LOADING, state } from "./state.guest.ts";

/** Lines of the top level: it runs once, at load, and each execution says them again as if it had run there. */
const early = bareList() as string[];

export function logAt(level: string, message: unknown, data: unknown): void {
  const { caps } = state;
  if (state.lines >= caps.logLines) {
    if (state.phase !== LOADING) hostLog("");
    return;
  }
  state.lines++;
  let line =
    "[" + quote(level) + "," + quote(shown(message)) + "," + quote(cut(stackOf(new PlainError()), 600)) + "]";
  if (data !== undefined) {
    const text = dataText(data);
    line += "\n" + (text.length > caps.logLineBytes ? quote(clip(text)) : text);
  }
  if (state.phase === LOADING) early[early.length] = line;
  else hostLog(line);
}

export function logArguments(level: string, values: unknown[]): void {
  const parts = bareList();
  for (let i = 0; i < values.length && i < 20; i++) parts[i] = shown(values[i]);
  logAt(level, join(parts), undefined);
}

/** The run says first what the top level said. */
export function replayEarlyLines(): void {
  for (let i = 0; i < early.length; i++) hostLog(early[i]);
}

export function hasEarlyLines(): boolean {
  return early.length > 0;
}

function clip(text: string): string {
  const cap = state.caps.logLineBytes;
  return text.length > cap ? cut(text, cap) + "…" : text;
}

function shown(value: unknown): string {
  if (typeof value === "string") return clip(value);
  if (typeof value === "function") return "[function]";
  if (typeof value !== "object" || value === null) return textOf(value);
  try {
    return clip(
      isError(value)
        ? textOf((value as Error).name) + ": " + textOf((value as Error).message)
        : dataText(value),
    );
  } catch {
    return "[error]";
  }
}

function dataText(value: unknown): string {
  try {
    return stringify(value) ?? "null";
  } catch {
    return '"[not JSON]"';
  }
}
