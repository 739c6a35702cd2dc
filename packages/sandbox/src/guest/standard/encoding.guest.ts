// TextEncoder, TextDecoder, atob, btoa. The host turns text into bytes and back; what waits between two calls of a decoder
// stays in the guest.
import { WrongType } from "../primordials.guest.ts";
import { DOMException } from "./exception.guest.ts";
import { ask, bytesOf } from "./host.guest.ts";
import { place } from "./place.guest.ts";

const Bytes = Uint8Array;

class TextEncoder {
  get encoding(): string {
    return "utf-8";
  }

  encode(text: unknown = ""): Uint8Array {
    return new Bytes(ask("utf8", [String(text)]) as ArrayBuffer);
  }

  encodeInto(text: unknown, target: Uint8Array): { read: number; written: number } {
    if (!(target instanceof Bytes))
      throw new WrongType("TextEncoder.encodeInto: the second argument must be a Uint8Array.");
    const source = String(text);
    const bytes = this.encode(source.slice(0, target.length));
    let written = Math.min(bytes.length, target.length);
    while (written > 0 && written < bytes.length && (bytes[written]! & 0xc0) === 0x80) written--;
    let read = 0;
    for (let i = 0; i < written; i++) {
      const byte = bytes[i]!;
      // The first byte of a character, and of four bytes a pair of units.
      if ((byte & 0xc0) !== 0x80) read += byte >= 0xf0 ? 2 : 1;
      target[i] = byte;
    }
    return { read, written };
  }
}

type Decoded = [text: string, left: number];

class TextDecoder {
  readonly #encoding: string;
  readonly #fatal: boolean;
  readonly #ignoreBOM: boolean;
  #left = new Bytes(0);
  #isStarted = false;

  constructor(label: unknown = "utf-8", options: { fatal?: unknown; ignoreBOM?: unknown } = {}) {
    this.#encoding = ask("text.encoding", [String(label)]) as string;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }

  get encoding(): string {
    return this.#encoding;
  }

  get fatal(): boolean {
    return this.#fatal;
  }

  get ignoreBOM(): boolean {
    return this.#ignoreBOM;
  }

  decode(input?: unknown, options?: { stream?: unknown }): string {
    const goesOn = Boolean(options?.stream);
    const given =
      input === undefined ? new Bytes(0) : new Bytes(bytesOf(input, "TextDecoder.decode: the input"));
    const bytes = new Bytes(this.#left.length + given.length);
    bytes.set(this.#left);
    bytes.set(given, this.#left.length);
    const keepsMark = this.#ignoreBOM || this.#isStarted;
    this.#left = new Bytes(0);
    const isStarted = this.#isStarted;
    this.#isStarted = false;
    const [text, left] = ask(
      "text.decode",
      [this.#encoding, this.#fatal, keepsMark, goesOn],
      bytes.buffer,
    ) as Decoded;
    if (goesOn) {
      this.#left = bytes.slice(bytes.length - left);
      this.#isStarted = isStarted || bytes.length > left;
    }
    return text;
  }
}

function atob(text: unknown): string {
  return ask("base64.decode", [String(text)]) as string;
}

function btoa(text: unknown): string {
  const source = String(text);
  const bytes = new Bytes(source.length);
  for (let i = 0; i < source.length; i++) {
    const unit = source.charCodeAt(i);
    if (unit > 255)
      throw new DOMException(
        "btoa: the text has a character outside of Latin-1; encode it with TextEncoder first.",
        "InvalidCharacterError",
      );
    bytes[i] = unit;
  }
  return ask("base64.encode", [], bytes.buffer) as string;
}

place("TextEncoder", TextEncoder);
place("TextDecoder", TextDecoder);
place("atob", atob);
place("btoa", btoa);
