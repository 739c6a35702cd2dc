import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { slug } from "@scriptyard/model";
import { CommandError } from "../command-error.ts";
import { writeWhole } from "../output/write-whole.ts";
import { pullStep, pushStep } from "../sync/plan.ts";
import type { SyncLine } from "../sync/report.ts";
import { readState, type SyncState, sha256, writeState } from "../sync/state.ts";
import { type FlowFile, readFlows, textOf } from "./file.ts";
import type { flowsOf, RemoteDetail } from "./remote.ts";

type Remote = ReturnType<typeof flowsOf>;
type Place = { dir: string; server: string; realm: string };
type Both = { name: string; file: FlowFile | null; there: RemoteDetail | null };

/** Writes what is drawn on the server as files; a file that was changed here stays, one changed on both sides too. */
export async function pullFlows(
  remote: Remote,
  place: Place,
  { flows, force }: { flows: readonly string[]; force: boolean },
): Promise<SyncLine[]> {
  const { state, both } = await bothSides(remote, place, flows);
  await mkdir(place.dir, { recursive: true });
  const lines: SyncLine[] = [];
  for (const { name, file, there } of both) {
    const script = `flows/${name}`;
    const step = pullStep(sidesOf(name, { file, there }, state));
    if (there === null || step === "changed-here" || (step === "conflict" && !force)) {
      lines.push({ script, step });
      continue;
    }
    const text = textOf(fileOf(there));
    state.flows[name] = { sha256: sha256(text) };
    if (step === "same") {
      lines.push({ script, step });
      continue;
    }
    const path = join(place.dir, `${name}.json`);
    if (step === "conflict") await rename(path, `${path}.mine`);
    await writeWhole(path, text);
    const kept = step === "conflict" ? { detail: `yours is in ${name}.json.mine` } : {};
    lines.push({ script, step: "written", ...kept });
  }
  await writeState(place.dir, state);
  return lines;
}

/** Saves files as what is drawn, and publishes it where a note says why; what somebody else drew since the last pull stays. */
export async function pushFlows(
  remote: Remote,
  place: Place,
  { flows, force, note }: { flows: readonly string[]; force: boolean; note: string | null },
): Promise<SyncLine[]> {
  const { state, both } = await bothSides(remote, place, flows);
  const lines: SyncLine[] = [];
  for (const one of both) lines.push(await pushOne(remote, one, { state, force, note }));
  if (both.some(({ file }) => file !== null)) await writeState(place.dir, state);
  return lines;
}

async function pushOne(
  remote: Remote,
  { name, file, there }: Both,
  { state, force, note }: { state: SyncState; force: boolean; note: string | null },
): Promise<SyncLine> {
  const script = `flows/${name}`;
  const step = pushStep(sidesOf(name, { file, there }, state));
  if (file === null || step === "changed-there" || (step === "conflict" && !force)) return { script, step };
  try {
    const { revision, changes } =
      step === "same" && there !== null
        ? { revision: there.draftRevision, changes: there.changes }
        : await save(remote, name, file, there);
    state.flows[name] = { sha256: sha256(textOf(file)) };
    const done = step === "create" ? "created" : step === "same" ? "same" : "saved";
    if (note === null || changes === 0) return { script, step: done };
    const { version } = await remote.publish(name, revision, note);
    return { script, step: "published", detail: `v${version}` };
  } catch (error) {
    // The others go on, and the exit code says that something is left to do.
    if (error instanceof CommandError) return { script, step: "refused", detail: error.message };
    throw error;
  }
}

async function save(remote: Remote, name: string, file: FlowFile, there: RemoteDetail | null) {
  const before = there ?? (await remote.create(name, file.title));
  if (before.title !== file.title) await remote.rename(name, file.title);
  return remote.save(name, file, before.draftRevision);
}

/** @throws CommandError for a flow that is neither here nor there */
async function bothSides(
  remote: Remote,
  { dir, server, realm }: Place,
  chosen: readonly string[],
): Promise<{ state: SyncState; both: Both[] }> {
  const state = await readState(dir, { server, realm });
  const files = await readFlows(dir);
  const known = new Set((await remote.list()).flows.map(({ name }) => name));
  for (const name of known)
    if (!slug.safeParse(name).success)
      throw new CommandError(
        `The server names a flow ${JSON.stringify(name.slice(0, 60))}, which is no name. Nothing was written.`,
      );
  const names = [...new Set([...files.keys(), ...known])].sort();
  const stray = chosen.find((name) => !names.includes(name));
  if (stray !== undefined)
    throw new CommandError(
      `There is no flow "${stray}", neither in ${dir} nor in the realm "${realm}". Flows: ${names.join(", ") || "none"}.`,
    );
  const both: Both[] = [];
  for (const name of chosen.length === 0 ? names : chosen)
    both.push({
      name,
      file: files.get(name) ?? null,
      there: known.has(name) ? await remote.get(name) : null,
    });
  return { state, both };
}

function sidesOf(name: string, { file, there }: Omit<Both, "name">, state: SyncState) {
  return {
    specifier: name,
    local: file && sha256(textOf(file)),
    remote: there && sha256(textOf(fileOf(there))),
    base: Object.hasOwn(state.flows, name) ? state.flows[name]!.sha256 : null,
  };
}

const fileOf = ({ title, draft }: RemoteDetail): FlowFile => ({ title, ...draft });
