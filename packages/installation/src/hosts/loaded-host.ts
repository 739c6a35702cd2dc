import type { Host, Issue } from "@scriptyard/host-kit";

/** A host from outside, or everything that is wrong with it: paths are the definition's own, "" is all of it. */
export type LoadedHost = { host: Host; scriptsFolder: string | null } | { problems: Issue[] };

/** Values by name, as of `process.env`. */
export type Environment = { readonly [name: string]: string | undefined };

export type HostOptions = { environment: Environment; requireSecrets?: boolean };
