import type { SourceLayer } from "@scriptyard/model";
import type { Compiler } from "../../engine/compiler.ts";
import { keyProgram } from "../../engine/compiler.ts";
import { programOf } from "../../engine/program.ts";
import { specifierOf } from "../../engine/runnable.ts";
import type { RealmSlots, Slot } from "./slots.ts";
import { liveFile } from "./slots.ts";
import type { LayerText } from "./types.ts";

type Live = {
  live: SourceLayer;
  slot: Slot | null;
  /** Program of the live version; null = there is none, or it cannot be read. */
  versionKey: string | null;
};

/** How long the live text took to compile, in µs; null when it was not compiled in this process, or is not linked yet. */
export async function compileTime(
  ports: { sandbox: { readonly engine: string }; compiler: Compiler },
  state: RealmSlots,
  of: Live,
): Promise<number | null> {
  const key = await programKey(ports, state, of);
  return key === null ? null : ports.compiler.tookUs(key);
}

async function programKey(
  ports: { sandbox: { readonly engine: string } },
  state: RealmSlots,
  { live, slot, versionKey }: Live,
): Promise<string | null> {
  if (live === "version") return versionKey;
  if (slot === null) return null;
  const text = live === "file" ? liveFile(slot) : await linkedDefault(state, slot);
  return text === null ? null : keyOf(ports, state, slot, text);
}

/** Nothing is linked for the sake of a report, and none waits for a check that is under way. */
async function linkedDefault(state: RealmSlots, slot: Slot): Promise<LayerText | null> {
  const linked = state.defaults.get(specifierOf(slot));
  if (linked === undefined) return null;
  return Promise.race([linked, Promise.resolve(null)]).catch(() => null);
}

/** Hashing every module of every script again with each report would be most of its time. */
const keys = new WeakMap<LayerText, string>();

function keyOf(
  ports: { sandbox: { readonly engine: string } },
  { host }: RealmSlots,
  slot: Slot,
  text: LayerText,
): string {
  let key = keys.get(text);
  if (key === undefined) {
    key = keyProgram(ports.sandbox.engine, programOf(host, text.hook, specifierOf(slot), text.modules)).key;
    keys.set(text, key);
  }
  return key;
}
