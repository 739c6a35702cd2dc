import type { Json, OneTimeCode, UiBlock, UiPart } from "@scriptyard/model";
import type { KeyPorts } from "../keys/installation-key.ts";
import { installationKey } from "../keys/installation-key.ts";
import { unsealText } from "../keys/seal.ts";
import { sealName } from "./service.ts";

const handle = /cod_[0-9a-hjkmnp-tv-z]{26}/g;

type Shown = { realmId: OneTimeCode["realmId"]; binding: string; trial: boolean };

/**
 * A block as its own visitor sees it: where it holds the handle of a code that was issued with `reveal`, the code; where it
 * holds another one, dots. Only here, after everything was recorded, does a code meet a text. In a walk over drafts, where
 * nothing is sent, a block that asks for a code says which one it is.
 */
export async function revealCodes(
  ports: KeyPorts,
  { trial, ...owner }: Shown,
  block: UiBlock,
): Promise<UiBlock> {
  const asks = trial && block.parts.some((part) => part.type === "field" && part.kind === "code");
  if (!asks && !JSON.stringify(block).includes("cod_")) return block;
  const key = await installationKey(ports);
  const open = (await ports.store.codes.ofBinding(owner)).flatMap(({ id, purpose, reveal, sealed }) =>
    reveal && sealed !== null ? [{ id, purpose, code: unsealText(key, sealName(id), sealed) }] : [],
  );
  const text = (value: string) =>
    value.replace(handle, (found) => open.find(({ id }) => id === found)?.code ?? "••••••");
  const visit = (value: Json): Json => {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map(visit);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, visit(item)]));
  };
  const shown = visit(block as unknown as Json) as unknown as UiBlock;
  if (!asks) return shown;
  const said = JSON.stringify(shown);
  const notices = open
    .filter(({ code }) => !said.includes(code))
    .map(({ purpose, code }): UiPart => {
      return {
        type: "notice",
        tone: "info",
        text: `Trial: the code for "${purpose}" is ${code}. Nothing was sent.`,
      };
    });
  return { ...shown, parts: [...notices, ...shown.parts] };
}
