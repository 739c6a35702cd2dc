import { isUtf8 } from "node:buffer";
import { Fault } from "@scriptyard/model";

/**
 * Bytes as text. A decoder that puts U+FFFD where bytes make no sense would change what somebody sent without a word.
 *
 * @param what names the bytes in the refusal, e.g. "The body"
 * @throws Fault `bad_request`
 */
export function utf8Text(bytes: Buffer, what: string): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  throw new Fault("bad_request", `${what} is not UTF-8. Send text as UTF-8.`);
}

/**
 * Refuses an address or form whose `%XX` are no UTF-8, or which has raw bytes beyond ASCII: either would be changed on the way.
 *
 * @throws Fault `bad_request`
 */
export function requireUtf8Escapes(text: string, what: string): void {
  if (!/^[\0-\x7f]*$/.test(text))
    throw new Fault(
      "bad_request",
      `${what} has characters that are not escaped. Write them as %XX of their UTF-8.`,
    );
  if (!text.includes("%") || isUtf8(unescaped(text))) return;
  for (const [escaped] of text.matchAll(/(?:%[0-9a-f]{2})+/gi))
    if (!isUtf8(Buffer.from(escaped.replaceAll("%", ""), "hex")))
      throw new Fault("bad_request", `${what} has %XX that are not UTF-8: ${escaped.slice(0, 30)}.`);
}

/**
 * The bytes that `%XX` stand for, between those of the text. What is between two escapes is ASCII and ends every sequence of
 * UTF-8, so all of it is UTF-8 exactly where each run of escapes is; thousands of fields are one look.
 */
function unescaped(text: string): Buffer {
  const bytes = Buffer.from(text, "latin1");
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const high = bytes[at] === percent ? hexValue(bytes[at + 1]) : -1;
    const low = high < 0 ? -1 : hexValue(bytes[at + 2]);
    if (low >= 0) at += 2;
    bytes[length++] = low < 0 ? bytes[at]! : high * 16 + low;
  }
  return bytes.subarray(0, length);
}

const percent = 0x25;

/** Of a hexadecimal digit; -1 for any other byte. */
function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
