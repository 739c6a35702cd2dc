/** One server-sent event as it stands in the stream. */
export type SentEvent = { id: string | null; type: string; data: string };

/** Longer than any event of ours; a stream that sends more without an end is none. */
const mostCharacters = 8_000_000;

/**
 * Reads server-sent events out of text that comes in pieces, cut anywhere.
 *
 * @throws RangeError for an event without an end
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function createEventParser(): (piece: string) => SentEvent[] {
  let rest = "";
  let id: string | null = null;
  let type = "";
  let data: string[] = [];
  let length = 0;

  return (piece) => {
    const events: SentEvent[] = [];
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) events.push({ id, type: type || "message", data: data.join("\n") });
        type = "";
        data = [];
        length = 0;
        continue;
      }
      const colon = line.indexOf(":");
      // A comment: that the stream is alive.
      if (colon === 0) continue;
      const field = colon === -1 ? line : line.slice(0, colon);
      const value = colon === -1 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
      if (field === "id" && !value.includes("\0")) id = value;
      else if (field === "event") type = value;
      else if (field === "data") {
        data.push(value);
        length += value.length;
      }
    }
    if (length + rest.length > mostCharacters) throw new RangeError("An event of the stream has no end.");
    return events;
  };
}
