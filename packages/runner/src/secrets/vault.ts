import { Fault, type SecretPlace, type SecretVersion } from "@scriptyard/model";
import type { HandedSecrets } from "@scriptyard/sandbox";
import { type Linked, type Runnable, specifierOf } from "../engine/runnable.ts";
import { installationKey, type KeyPorts } from "../keys/installation-key.ts";
import { unsealText } from "../keys/seal.ts";
import type { RunnerLog } from "../options.ts";
import { formsOf } from "./forms.ts";

/** What a run is handed of its realm's secrets, and what must not be seen of them. */
export type RunSecrets = {
  handed: HandedSecrets;
  /** Texts that give them away, older versions' too: a run that slept may have begun with one. */
  forms: readonly string[];
  /** Their plain text may come into the guest's memory. */
  plain: boolean;
};

export type Vault = {
  /**
   * Secrets for one run: those that its program names, while it may use any. Null where it uses none.
   *
   * @throws Fault `internal` when one was sealed with another key of the installation
   */
  of(runnable: Runnable): Promise<RunSecrets | null>;
};

/** When a secret was last used is written this often. */
const notedMs = 60_000;

export function createVault(ports: KeyPorts & { clock: () => number; log: RunnerLog }): Vault {
  return {
    async of(runnable) {
      const { linked, policy, realm, script, withholdsSecrets = false, withholdsPlain = false } = runnable;
      if (!linked.ok || !usesSecrets(linked)) return null;
      if (!policy.capabilities.some((name) => name === "secrets" || name === "secrets.value")) return null;
      const own = specifierOf(script);
      const all = await ports.store.secrets.list(realm.id);
      const open = all.filter((one) => one.script === null || one.script === own);
      const names = [...new Set(open.map(({ name }) => name))];
      const texts = linked.keyed.program.modules.map(({ code }) => code);
      const named = names.filter((name) => texts.some((text) => text.includes(name)));
      const key = named.length === 0 ? "" : await installationKey(ports);
      const values: { [name: string]: string } = Object.create(null) as { [name: string]: string };
      const forms = new Set<string>();
      const used: SecretVersion["id"][] = [];
      for (const name of named) {
        const versions = versionsFor(open, name);
        values[name] = openedValue(key, versions[0]!);
        used.push(versions[0]!.id);
        for (const version of versions)
          for (const form of formsOf(openedValue(key, version))) forms.add(form);
      }
      if (!withholdsSecrets) note(ports, used, open);
      const mayHavePlain = holdsPlainSecrets(runnable);
      const plain = mayHavePlain && !withholdsPlain;
      const handed = withholdsSecrets
        ? { values: {}, names: [], plain: false, withheld: true }
        : { values, names, plain, ...(mayHavePlain && !plain && { traced: true }) };
      return { handed, forms: [...forms], plain: handed.plain };
    },
  };
}

/**
 * Whether plain texts of secrets may come into the memory of its runs. Whoever may try a text could read from it what nobody
 * may read: only what is published has them.
 */
export function holdsPlainSecrets({ linked, policy, origin }: Runnable): boolean {
  return usesSecrets(linked) && policy.capabilities.includes("secrets.value") && origin.kind !== "draft";
}

function usesSecrets(linked: Linked): boolean {
  return linked.ok && linked.keyed.program.bindings.functions.some(({ part }) => part === "secrets");
}

/** A script's own is taken before the realm's; the newest first. */
function versionsFor(open: readonly SecretVersion[], name: string): SecretVersion[] {
  const all = open.filter((one) => one.name === name);
  const own = all.filter(({ script }) => script !== null);
  return own.length > 0 ? own : all;
}

function note(
  { store, clock, log }: Parameters<typeof createVault>[0],
  ids: readonly SecretVersion["id"][],
  all: readonly SecretVersion[],
): void {
  const nowMs = clock();
  const sinceMs = nowMs - notedMs;
  const due = ids.filter((id) => (all.find((one) => one.id === id)?.lastUsedAt ?? 0) < sinceMs);
  if (due.length === 0) return;
  // What is only noted must not keep a run waiting, nor fail it.
  void store.secrets
    .used(due, { nowMs, sinceMs })
    .catch((err: unknown) => log.warn({ err }, "when secrets were last used could not be noted"));
}

/** @throws Fault `internal` */
export function openedValue(key: string, version: SecretVersion): string {
  try {
    return unsealText(key, sealName(version.realmId, version, version.version), version.sealed);
  } catch (cause) {
    throw new Fault(
      "internal",
      `The secret "${version.name}" was sealed with another key of this installation. Set it again under Secrets.`,
      { cause },
    );
  }
}

/** What a sealed value is bound to: moved to another place or version it does not open. */
export function sealName(realmId: string, { name, script }: SecretPlace, version: number): string {
  return `secret ${realmId} ${script ?? ""} ${name} ${version}`;
}
