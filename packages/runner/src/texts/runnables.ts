import type { Host } from "@scriptyard/host-kit";
import type { EffectivePolicy, Realm, Script } from "@scriptyard/model";
import { Fault, inheritedLevel } from "@scriptyard/model";
import { maskerFor } from "../engine/masker.ts";
import { type Linked, type Runnable, specifierOf, textHash } from "../engine/runnable.ts";
import type { Policies } from "../policy/policies.ts";
import type { Starts } from "../policy/starts.ts";
import type { HostRegistry } from "./catalog/host-registry.ts";

/** What differs between texts; everything else of a `Runnable` follows from it. */
export type RunnableParts = Pick<
  Runnable,
  "realm" | "host" | "script" | "hook" | "language" | "source" | "origin" | "sourceRef"
> & {
  /** Whose limits and level count: the version's, or those of the script now. */
  settings: Pick<Script, "limits" | "securityLevel">;
  starts: Starts;
  /** The program, or what keeps the text from running under what it may do. */
  linked: (policy: EffectivePolicy) => Linked;
  /** Default: an error. See `Version`. */
  unknownOutcome?: Runnable["unknownOutcome"];
};

/** The only place that puts a `Runnable` together. */
export function createRunnables({ hosts, policies }: { hosts: HostRegistry; policies: Policies }) {
  function make({ settings, starts, linked, unknownOutcome = "error", ...text }: RunnableParts): Runnable {
    const { realm, script, host, hook } = text;
    const { limits, securityLevel } = settings;
    const policy = policies.of(realm, { ...script, hook, limits, securityLevel, starts });
    return {
      ...text,
      linked: linked(policy),
      limits: policy.limits,
      policy,
      unknownOutcome,
      mask: maskerFor(host, hook, realm.settingsSchema),
    };
  }
  return {
    make,
    absent: (realm: Realm, script: Runnable["script"], hook: string, starts: Starts, message: string) =>
      make({
        realm,
        script,
        hook,
        starts,
        source: "",
        language: "typescript",
        host: hosts.byId(realm.hostId),
        settings: { limits: {}, securityLevel: inheritedLevel },
        origin: { kind: "draft", revision: null, source: "" },
        sourceRef: { layer: "draft", path: null, sha256: textHash(""), kept: null },
        linked: () => ({ ok: false, error: { type: "not_found", message, stack: [] } }),
      }),
  };
}

/** The hook a text is run for. @throws Fault `not_found` when its host has it no more; `bad_request` for a library */
export function hookOf(host: Host, script: Pick<Script, "module" | "name">, hook: string | null): string {
  const specifier = specifierOf(script);
  if (hook === null)
    throw new Fault(
      "bad_request",
      `${specifier} is a library: it has no hook to run. Run a script that imports it.`,
    );
  if (host.hooks.some((one) => one.name === hook)) return hook;
  const known = host.hooks.map((one) => one.name).join(", ");
  throw new Fault(
    "not_found",
    `${specifier} was written for the hook ${hook}, which the host "${host.id}" does not have any more. Its hooks: ${known}.`,
  );
}
