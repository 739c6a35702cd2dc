import type { Realm } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Catalog } from "../../../texts/catalog/catalog.ts";
import type { HttpConfig } from "./index.ts";
import { matchPath, type PathPart, parsePath } from "./route.ts";

/**
 * Whether an endpoint of a closed realm would answer there if the realm were open. Where none would, strangers are not told
 * that there is such a realm.
 */
export async function isClosed(
  { catalog, store }: { store: Store; catalog: Catalog },
  name: string,
  words: readonly string[],
): Promise<boolean> {
  const realm = await catalog.closedRealm(name);
  if (realm === null) return false;
  // Nothing changes in it while it is closed, and all is forgotten when it is opened.
  const paths = await catalog.remember(`closed endpoints/${realm.id}`, () => pathsOf(store, realm));
  return paths.some((path) => matchPath(path, words) !== null);
}

async function pathsOf(store: Store, { id }: Realm): Promise<(readonly PathPart[])[]> {
  const triggers = await store.triggers.list(id);
  return triggers
    .filter(({ kind, enabled }) => kind === "http" && enabled)
    .map(({ config }) => parsePath((config as HttpConfig).path)!);
}
