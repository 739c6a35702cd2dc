import type { Host, ProductFunctions } from "@scriptyard/host-kit";
import { hosts } from "@scriptyard/hosts";
import type { Realm } from "@scriptyard/model";

/** What one server, or one command, has: which hosts, and which realms it starts with. */
export type Installation = {
  /** The first is what a new realm gets. */
  hosts: readonly Host[];
  /** Where the scripts lie that a host of the configuration ships, by its id. */
  scriptFolders: ReadonlyMap<string, string>;
  /** What the product implements of its hosts, by their ids. */
  product: ReadonlyMap<string, ProductFunctions>;
  /** Files with code of the product, absolute. */
  productFiles: readonly string[];
  /** Of the configuration: made at start where they are not there. */
  realms: readonly StartRealm[];
  /** Whether the demo realms are made too. */
  demo: boolean;
  /** Name of the file that says so; null = none does. */
  config: string | null;
};

/** A realm as the configuration asks for it. */
export type StartRealm = Omit<Realm, "id" | "createdAt">;

/** Of a bare clone. */
export const builtIn: Installation = {
  hosts,
  scriptFolders: new Map(),
  product: new Map(),
  productFiles: [],
  realms: [],
  demo: true,
  config: null,
};
