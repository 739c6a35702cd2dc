import type { JsonObject, ProductFunctions } from "@scriptyard/host-kit";
import { isObject, type Json } from "@scriptyard/model";
import type { DemoProduct } from "../../demo/types.ts";
import { createDirectory } from "../users/directory.ts";
import { demoAccounts } from "./accounts.ts";

const names = ["users.find", "users.update", "users.link"];

/** The product behind the demo: accounts of its own for each realm, kept where the installation keeps things. */
export const demoProduct: DemoProduct = (shelf) => {
  const directories = new Map<string, Promise<ProductFunctions>>();
  const of = (realm: string): Promise<ProductFunctions> => {
    const found = directories.get(realm) ?? open(shelf, realm);
    directories.set(realm, found);
    // What could not be read is asked for again.
    found.catch(() => directories.delete(realm));
    return found;
  };
  return Object.fromEntries(
    names.map((name) => [name, async (args, call) => (await of(call.realm))[name]!(args, call)]),
  ) satisfies ProductFunctions;
};

async function open(shelf: Parameters<DemoProduct>[0], realm: string): Promise<ProductFunctions> {
  const name = `demo.accounts.${realm}`;
  const kept = await shelf.get(name);
  const accounts = kept === null ? demoAccounts : accountsIn(JSON.parse(kept) as Json);
  return createDirectory(accounts, (all) => shelf.set(name, JSON.stringify(all)));
}

const accountsIn = (value: Json): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
