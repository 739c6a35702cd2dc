// The way from the standard library to what the host does for it: at once, without side effects, the same answer for the
// same question. What the host answers, `src/standard/answer.ts` says.
import { hostCall, PlainError, parse, rest, stringify, WrongType } from "../primordials.guest.ts";
import { DOMException } from "./exception.guest.ts";

/** No function of a host has this number. */
const STANDARD = -1;
const OutOfRange = RangeError;
const bufferSlice = ArrayBuffer.prototype.slice;
const { apply } = Reflect;
const typedProto = Object.getPrototypeOf(Uint8Array.prototype) as object;
const getterOf = (proto: object, name: string) => Object.getOwnPropertyDescriptor(proto, name)!.get!;
const typedBuffer = getterOf(typedProto, "buffer");
const typedOffset = getterOf(typedProto, "byteOffset");
const typedLength = getterOf(typedProto, "byteLength");
const viewBuffer = getterOf(DataView.prototype, "buffer");
const viewOffset = getterOf(DataView.prototype, "byteOffset");
const viewLength = getterOf(DataView.prototype, "byteLength");
const bufferLength = getterOf(ArrayBuffer.prototype, "byteLength");
const isView = ArrayBuffer.isView;

type Answered = string | ArrayBuffer;

/** @returns what JSON says, or bytes */
export function ask(operation: string, args: unknown[], first?: ArrayBuffer, second?: ArrayBuffer): unknown {
  const text = stringify([operation, args])!;
  const answer = (
    second !== undefined
      ? hostCall(STANDARD, text, first, second)
      : first !== undefined
        ? hostCall(STANDARD, text, first)
        : hostCall(STANDARD, text)
  ) as Answered;
  if (typeof answer !== "string") return answer;
  const body = parse(rest(answer));
  if (answer[0] === "=") return body;
  if (answer[0] === "T") throw new WrongType(body as string);
  if (answer[0] === "R") throw new OutOfRange(body as string);
  if (answer[0] === "D") throw new DOMException((body as string[])[1], (body as string[])[0]);
  throw new PlainError(body as string);
}

/**
 * The bytes of a buffer or of a view of one, as a buffer of their own.
 * @throws TypeError that names what was asked for
 */
export function bytesOf(value: unknown, name: string): ArrayBuffer {
  if (typeof value === "object" && value !== null) {
    if (isView(value)) {
      const isData = isDataView(value);
      const from = apply(isData ? viewOffset : typedOffset, value, []) as number;
      const length = apply(isData ? viewLength : typedLength, value, []) as number;
      return apply(bufferSlice, apply(isData ? viewBuffer : typedBuffer, value, []), [
        from,
        from + length,
      ]) as ArrayBuffer;
    }
    if (isBuffer(value)) return apply(bufferSlice, value, [0]) as ArrayBuffer;
  }
  throw new WrongType(name + " must be an ArrayBuffer, a typed array or a DataView.");
}

export function isBuffer(value: object): value is ArrayBuffer {
  try {
    apply(bufferLength, value, []);
    return true;
  } catch {
    return false;
  }
}

export function isDataView(value: object): boolean {
  try {
    apply(viewLength, value, []);
    return true;
  } catch {
    return false;
  }
}

const wellFormed = (String.prototype as unknown as { toWellFormed(): string }).toWellFormed;

/** Text as the web's functions take it: half of a pair of units becomes U+FFFD. */
export function usv(value: unknown): string {
  return apply(wellFormed, String(value), []) as string;
}
