import type { Diagnostic, Realm, Version } from "@scriptyard/model";
import type { LiveDeclarations } from "@scriptyard/store";
import { type CheckScriptPorts, checkScript } from "../authoring/check-script.ts";
import { systemPayer } from "../engine/payer.ts";
import { lastUsed } from "../last-used.ts";
import { declarationsOf } from "../settings/declarations.ts";
import type { Fit, Misfit } from "./types.ts";

export interface Misfits {
  /** What is known; the rest is found out meanwhile. */
  of(realm: Realm): Promise<Fit>;
  /** Everything, once it is known. @throws Fault `busy` when nothing could be said of a script just now */
  all(realm: Realm): Promise<Misfit[]>;
}

type MisfitsPorts = CheckScriptPorts & {
  /** Something was found out of a realm that was asked for. */
  told(realm: Realm): void;
};

type Verdict = { findings: Diagnostic[]; count: number };

/** Findings that are kept of one script. */
const mostFindings = 5;

/**
 * Which live versions fit. Each remembers the declarations it was checked against: where those are the ones of now there is
 * nothing to do, otherwise its text is checked once more and the answer kept, by version and declarations.
 */
export function createMisfits(ports: MisfitsPorts): Misfits {
  const verdicts = lastUsed<Verdict>(50_000);
  const passes = new Map<string, Promise<void>>();

  const keyOf = ({ versionId }: LiveDeclarations, hash: string) => `${versionId} ${hash}`;

  async function look(realm: Realm): Promise<{ hash: string; older: LiveDeclarations[] }> {
    const { hash } = await declarationsOf(ports, realm, systemPayer(realm));
    const live = await ports.store.versions.liveDeclarations(realm.id);
    return { hash, older: live.filter(({ declarationsHash }) => declarationsHash !== hash) };
  }

  /** Checks what nobody has yet; one pass of a realm at a time, whoever asks. */
  function pass(realm: Realm): Promise<void> {
    const running = passes.get(realm.id) ?? checkAll(realm).finally(() => passes.delete(realm.id));
    passes.set(realm.id, running);
    return running;
  }

  async function checkAll(realm: Realm): Promise<void> {
    const { hash, older } = await look(realm);
    const unknown = older.filter((one) => !verdicts.has(keyOf(one, hash)));
    for (const one of unknown) {
      const verdict = await judge(realm, one);
      // Hosts were exchanged meanwhile: it was judged by another definition. Whoever is told asks again.
      if ((await declarationsOf(ports, realm, systemPayer(realm))).hash !== hash) break;
      verdicts.set(keyOf(one, hash), verdict);
    }
    if (unknown.length > 0) ports.told(realm);
  }

  async function judge(realm: Realm, { scriptId, versionId }: LiveDeclarations): Promise<Verdict> {
    const version = await ports.store.versions.byId(versionId);
    if (version === null) return { findings: [], count: 0 };
    const host = ports.hosts.byId(realm.hostId);
    if (version.hook !== null && !host.hooks.some(({ name }) => name === version.hook))
      return { findings: [goneHook(version, host.hooks.map(({ name }) => name).join(", "))], count: 1 };
    const actor = { userId: null, requestId: null };
    const found = await checkScript(ports, { scriptId, source: version.source }, actor);
    const misfits = found.filter(isMisfit);
    return { findings: misfits.slice(0, mostFindings), count: misfits.length };
  }

  const misfitsIn = (older: readonly LiveDeclarations[], hash: string): Misfit[] =>
    older.flatMap((one) => {
      const verdict = verdicts.get(keyOf(one, hash));
      if (verdict === undefined || verdict.count === 0) return [];
      const { scriptId, module, name, number: version } = one;
      return [{ scriptId, module, name, version, ...verdict }];
    });

  return {
    async of(realm) {
      const { hash, older } = await look(realm);
      const unchecked = older.filter((one) => !verdicts.has(keyOf(one, hash))).length;
      // Where whoever checks is busy, or the realm goes meanwhile: whoever asks next begins again.
      if (unchecked > 0 && !realm.closed) pass(realm).catch(() => undefined);
      return { misfits: misfitsIn(older, hash), unchecked };
    },
    async all(realm) {
      for (;;) {
        const { hash, older } = await look(realm);
        if (older.every((one) => verdicts.has(keyOf(one, hash)))) return misfitsIn(older, hash);
        await pass(realm);
      }
    },
  };
}

/** What a change of declarations can bring about; a level that was narrowed, or a library, is another matter. */
function isMisfit({ severity, source }: Diagnostic): boolean {
  return severity === "error" && source === "types";
}

function goneHook({ hook }: Version, listed: string): Diagnostic {
  return {
    file: "",
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    code: "scriptyard/hook",
    severity: "error",
    source: "types",
    message: `It was written for the hook ${hook}, which the host does not have any more. Its hooks: ${listed}.`,
  };
}
