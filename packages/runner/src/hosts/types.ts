import type { Host, Issue } from "@scriptyard/host-kit";
import type { Diagnostic, Realm, Script, Version } from "@scriptyard/model";
import type { Actor } from "../actor.ts";

/** A published script that does not fit the declarations of its realm's host any more. It runs as it is. */
export type Misfit = Pick<Script, "module" | "name"> & {
  scriptId: Script["id"];
  version: Version["number"];
  /** Why: the first findings, in reading order. */
  findings: Diagnostic[];
  /** How many there are. */
  count: number;
};

export type Fit = {
  /** By name. */
  misfits: Misfit[];
  /** Scripts that are being looked at: an event `host` tells when that is known. */
  unchecked: number;
};

/** The definitions that hold, and what does not fit them. */
export interface RunnerHosts {
  host(id: string): Host;
  hostOf(realm: Realm): Host;
  /**
   * Other definitions of the hosts hold from now on, for what begins now. Where functions of kind `host` are called with them,
   * the sandbox has been told first (`Sandbox.useHosts`).
   */
  exchangeHosts(hosts: readonly Host[]): Promise<void>;
  /** Tells consoles why a definition could not be loaded, while the one before goes on. */
  tellHostProblems(problems: readonly Issue[]): Promise<void>;
  /** Which published scripts of a realm fit its host no longer, as far as that is known; what is not is found out meanwhile. */
  fit(realm: Realm): Promise<Fit>;
  /** The same, complete; it takes a check for each script that was published against other declarations. */
  misfits(realm: Realm): Promise<Misfit[]>;
  /** Declarations that the editor and the checker use for a realm. */
  declarations(realm: Realm, actor: Actor, hook?: string): Promise<{ text: string; hash: string }>;
}
