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
  if (!text.includes("%")) return;
  for (const [escaped] of text.matchAll(/(?:%[0-9a-f]{2})+/gi))
    if (!isUtf8(Buffer.from(escaped.replaceAll("%", ""), "hex")))
      throw new Fault("bad_request", `${what} has %XX that are not UTF-8: ${escaped.slice(0, 30)}.`);
}
