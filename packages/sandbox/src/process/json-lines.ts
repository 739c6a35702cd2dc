import type { Duplex } from "node:stream";

export type LinesListener = {
  /** A parsed line; who it came from may have written anything. */
  onMessage(message: unknown): void;
  /** The other side sent what is no message. Called once, and nothing is read afterwards. */
  onBroken(detail: string): void;
  /** The other side is gone. */
  onClose(): void;
};

export type JsonLines = {
  /** @throws RangeError for a message larger than the other side would take; nothing is sent then */
  send(message: unknown): void;
};

/**
 * Messages as lines of JSON over a stream. Node's own channel between processes is not used: it throws in its reader, where
 * nobody can catch, when a line is no JSON, takes some lines as orders to itself, and lets a line without an end grow.
 */
export function openJsonLines(stream: Duplex, listener: LinesListener): JsonLines {
  let parts: Buffer[] = [];
  let size = 0;
  const stop = (detail: string) => {
    parts = [];
    stream.removeAllListeners("data");
    stream.destroy();
    listener.onBroken(detail);
  };
  const take = (part: Buffer): boolean => {
    size += part.length;
    if (size > MAX_LINE_BYTES) {
      stop(`it sent a message of more than ${MAX_LINE_BYTES} bytes`);
      return false;
    }
    parts.push(part);
    return true;
  };
  stream.on("data", (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, from)) {
      if (!take(chunk.subarray(from, end))) return;
      const message = parse(Buffer.concat(parts, size));
      if (message === undefined) return stop("it sent something that is no JSON");
      parts = [];
      size = 0;
      from = end + 1;
      listener.onMessage(message);
      if (stream.destroyed) return;
    }
    if (from < chunk.length) take(chunk.subarray(from));
  });
  // `close` follows; a stream without a listener would throw.
  stream.on("error", () => undefined);
  stream.on("close", () => listener.onClose());
  return {
    send(message) {
      const text = JSON.stringify(message);
      // Three bytes a character at most.
      if (text.length > MAX_LINE_BYTES / 3 && Buffer.byteLength(text) > MAX_LINE_BYTES) {
        throw new RangeError(`a message of ${text.length} characters is too large for the channel`);
      }
      if (stream.writable) stream.write(`${text}\n`);
    },
  };
}

function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString("utf8"));
  } catch {
    return undefined;
  }
}

const LINE_END = 10;
/** The results of a large batch, or a suspension with all of its guest's memory, are far below. */
const MAX_LINE_BYTES = 256 << 20;
