import { cryptoOperations } from "./crypto/index.ts";
import { encodingOperations } from "./encoding.ts";
import { intlOperations } from "./intl/index.ts";
import { DomProblem, type Operation } from "./operation.ts";
import type { HandedSecrets } from "./secrets.ts";
import { timeOperations } from "./time.ts";
import { urlOperations } from "./url.ts";

const operations: { readonly [name: string]: Operation } = {
  ...urlOperations,
  ...encodingOperations,
  ...cryptoOperations,
  ...intlOperations,
  ...timeOperations,
};

/**
 * What the standard library of the guest asks the host for: at once, in the run's own thread, and answered the same whenever
 * it is asked again, so nothing of it is recorded. The work is charged to the run as operations, besides the processor time
 * that it takes. Everything here comes from a script: nothing is believed, nothing is thrown.
 *
 * @param text `["url.parse", ["https://…"]]`
 * @param buffers what the script gave beside it, copies
 * @param secrets what the run was handed: keys may be made of them, and nothing else says what they are
 * @returns bytes, or `=` and the answer's JSON, or `T` (TypeError), `R` (RangeError), `D` (DOMException) or `E` (Error) and what it says
 */
export function answerStandard(
  text: string,
  buffers: readonly Buffer[],
  charge: (operations: number) => void,
  secrets?: HandedSecrets,
): string | Uint8Array {
  try {
    const bytes = buffers.reduce((sum, buffer) => sum + buffer.length, text.length);
    charge(CALL_OPERATIONS + Math.ceil(bytes / BYTES_PER_OPERATION));
    const [name, args] = readCall(text);
    const operation = Object.hasOwn(operations, name) ? operations[name]! : unknownOperation;
    const answer = operation(args, buffers, charge, secrets);
    if (answer instanceof Uint8Array) return answer;
    return `=${JSON.stringify(answer)}`;
  } catch (error) {
    return said(error);
  }
}

/** About as much as a call of a host's function costs, and what plain work on bytes costs beside the guest's own. */
const CALL_OPERATIONS = 10;
const BYTES_PER_OPERATION = 32;

function readCall(text: string): [name: string, args: unknown[]] {
  const call: unknown = JSON.parse(text);
  if (!Array.isArray(call) || typeof call[0] !== "string" || !Array.isArray(call[1])) return ["", []];
  return [call[0], call[1]];
}

const unknownOperation: Operation = () => {
  throw new TypeError("The standard library does not know this.");
};

function said(error: unknown): string {
  if (error instanceof DomProblem) return `D${JSON.stringify([error.kind, error.message.slice(0, 1_000)])}`;
  if (!(error instanceof Error)) return `E"The call failed."`;
  const kind = error instanceof TypeError ? "T" : error instanceof RangeError ? "R" : "E";
  return kind + JSON.stringify(String(error.message).slice(0, 1_000));
}
