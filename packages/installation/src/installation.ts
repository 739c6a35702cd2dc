import type { Host } from "@scriptyard/host-kit";
import { demoRealms, hosts } from "@scriptyard/hosts";
import type { DemoRealm } from "@scriptyard/runner";

/** What one server, or one command, has: which hosts, and which realms it starts with. */
export type Installation = {
  /** The first is what a new realm gets. */
  hosts: readonly Host[];
  /** Where the scripts lie that a host of the configuration ships, by its id. */
  scriptFolders: ReadonlyMap<string, string>;
  /** Made at start where they are not there. */
  realms: readonly StartRealm[];
  /** Whether the demo realms are among them. */
  demo: boolean;
  /** Name of the file that says so; null = none does. */
  config: string | null;
};

export type StartRealm = DemoRealm;

/** Of a bare clone. */
export const builtIn: Installation = {
  hosts,
  scriptFolders: new Map(),
  realms: demoRealms,
  demo: true,
  config: null,
};
