import type { FlowMemory, JsonObject } from "@scriptyard/host-kit";
import { isObject, type Json } from "@scriptyard/model";
import { setIn, setOwn } from "./set-in.ts";

/** Notes a change for the product to write to the user's account, and shows it to the later nodes. */
export function changeAttribute({ visitor, decided }: FlowMemory, path: string, value: Json): void {
  setIn(decided, "user", path, value);
  const { user } = visitor;
  if (!isObject(user)) return;
  if (!isObject(user.attributes)) setOwn(user, "attributes", {});
  setPath(user.attributes as JsonObject, path.split("."), value);
}

function setPath(root: JsonObject, parts: string[], value: Json): void {
  let target = root;
  for (const part of parts.slice(0, -1)) {
    if (!isObject(target[part])) setOwn(target, part, {});
    target = target[part] as JsonObject;
  }
  setOwn(target, parts.at(-1)!, value);
}
