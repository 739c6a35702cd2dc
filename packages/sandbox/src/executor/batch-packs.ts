import type { Json, ScriptError } from "@scriptyard/model";
import type { BjsonFormat } from "../engine/layout.ts";
import { writeBjsonList } from "./bjson-writer.ts";
import { limitError } from "./failure.ts";
import { toJsonText } from "./json.ts";

/** Inputs `from … from + count - 1` of a batch in one piece: in the engine's object format, or as JSON text. */
export type Pack = { readonly from: number; readonly count: number; readonly data: Uint8Array | string };

export type PackedInputs = {
  readonly packs: readonly Pack[];
  /** Inputs that are larger than their limit: they never reach the guest. */
  readonly refused: ReadonlyMap<number, ScriptError>;
};

/** Cuts a batch into packs that the guest reads at once. How it is cut depends on nothing but the inputs. */
export function packInputs(
  inputs: readonly (readonly Json[])[],
  format: BjsonFormat | null,
  { inputBytes, constantBytes }: { inputBytes: number; constantBytes: number },
): PackedInputs {
  const packs: Pack[] = [];
  const refused = new Map<number, ScriptError>();
  for (let from = 0; from < inputs.length; from += PACK_INPUTS) {
    packGroup(inputs.slice(from, from + PACK_INPUTS) as Json[][], from);
  }
  return { packs, refused };

  function packGroup(group: Json[][], from: number): void {
    const written = format ? writeBjsonList(group, format) : null;
    const before = refused.size;
    group.forEach((args, i) => {
      if (written && written.sizes[i]! + constantBytes <= inputBytes) return;
      const bytes = Buffer.byteLength(toJsonText(args)) + constantBytes;
      if (bytes <= inputBytes) return;
      refused.set(from + i, limitError("inputBytes", inputBytes, bytes));
      group[i] = [];
    });
    if (refused.size > before) {
      packGroup(group, from);
      return;
    }
    const data = written?.bytes ?? toJsonText(group);
    const half = group.length >> 1;
    if (data.length <= PACK_BYTES || half === 0) {
      packs.push({ from, count: group.length, data });
      return;
    }
    packGroup(group.slice(0, half), from);
    packGroup(group.slice(half), from + half);
  }
}

/** At most this much in the guest's memory at a time, if it is more than one input. */
const PACK_INPUTS = 1_024;
const PACK_BYTES = 128 << 10;
