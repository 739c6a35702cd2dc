import type { Host } from "@scriptyard/host-kit";
import type { Payer, WrittenOutcome } from "@scriptyard/languages";
import type { Workshop } from "@scriptyard/languages/workshop";
import type { Diagnostic, Flow, Junction, Realm, Script, WaysOut } from "@scriptyard/model";
import { edgeFor, junctionOf, kindNamed, kindOfHook, noEdge, noOutcome, outcomesOf } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { specifierOf } from "../engine/runnable.ts";
import { hookPlace } from "../engine/validate.ts";
import type { HostRegistry } from "./catalog/host-registry.ts";
import type { LinkedText } from "./link.ts";

type Decider = Pick<Script, "module" | "name" | "hook">;

/** Where a script's outcomes lead: its node in the flow that its module is named after. Null where it decides no flow. */
export async function junctionFor(
  ports: { store: Store; hosts: HostRegistry },
  realm: Pick<Realm, "id" | "hostId">,
  script: Decider,
): Promise<Junction | null> {
  const { flowKinds } = ports.hosts.byId(realm.hostId);
  if (kindOfHook(flowKinds, script.hook)?.role !== "decides") return null;
  const flow = await ports.store.flows.byName(realm.id, script.module);
  return flow !== null && decidesIn(flowKinds, flow, script.name) ? junctionOf(flow, script.name) : null;
}

/** Whether a flow has a node of that name that decides: the others have no outcomes. */
export function decidesIn(kinds: Host["flowKinds"], flow: Pick<Flow, "nodes">, name: string): boolean {
  const node = flow.nodes.find((one) => one.name === name);
  return node !== undefined && kindNamed(kinds, node.kind)?.role === "decides";
}

/**
 * What a text answers and its node has no edge for (errors: the run would fail), and edges that the text never answers
 * (warnings, where all that it can answer is seen).
 */
export async function outcomeFindings(
  ports: { workshop: Workshop },
  { host, junction, script, source, text, payer }: Judged,
): Promise<Diagnostic[]> {
  const { code } = text.entry;
  const ways = script.hook === null ? null : host.waysOut(script.hook);
  if (junction === null || script.hook === null || ways === null || code === null) return [];
  const { written, unnamed, open } = await ports.workshop.outcomes(code, script.hook, ways, payer);
  const file = specifierOf(script);
  const lost = [
    ...written.filter(({ outcome }) => edgeFor(junction, outcome) === null),
    ...(edgeFor(junction, null) === null ? unnamed.map((at) => ({ ...at, outcome: null })) : []),
  ].map((at) => unknown(junction, file, at, mentions(code, ways.unfollowed)));
  const isOpen =
    open || text.modules === null || text.modules.slice(1).some(({ code }) => mayLeave(code, ways));
  // A slip of the pen leaves its edge untaken too: that is one mistake, not two.
  if (isOpen || lost.length > 0) return lost;
  const answered = new Set(written.map(({ outcome }) => outcome));
  const unused = outcomesOf(junction).filter((outcome) => !answered.has(outcome));
  const at = hookPlace(source, script.hook);
  return [...lost, ...unused.map((outcome) => untaken(junction, file, outcome, at))];
}

type Judged = {
  host: Pick<Host, "waysOut">;
  junction: Junction | null;
  script: Decider;
  source: string;
  text: LinkedText;
  payer: Payer;
};

/** By the last part of their names, as a word of its own: `const { fail } = form` calls it too, `failedLogins` does not. */
const mentions = (code: string, calls: readonly string[]): boolean => {
  const names = new Set(calls.map((call) => call.slice(call.lastIndexOf(".") + 1)));
  return (code.match(/[\p{L}\p{N}_$]+/gu) ?? []).some((word) => names.has(word));
};

/** Whether a library may send the visitor away, to come back by an outcome of its own. */
export const mayLeave = (code: string, { leaves }: WaysOut): boolean =>
  leaves.some(({ member }) => code.includes(member));

type Written = Omit<WrittenOutcome, "outcome"> & { outcome: string | null };

function unknown(
  junction: Junction,
  file: string,
  { outcome, ...place }: Written,
  mayBeUnfollowed: boolean,
): Diagnostic {
  return {
    file,
    ...place,
    code: "scriptyard/unknown-outcome",
    // Beside a redirect or a refused form nothing is followed, and which decision is beside one cannot be read.
    severity: outcome === null && mayBeUnfollowed ? "warning" : "error",
    source: "flow",
    message: noEdge(junction, outcome),
    remedy: "Correct the outcome, or draw its edge in the flow first.",
  };
}

function untaken(junction: Junction, file: string, outcome: string, at: Place): Diagnostic {
  return {
    file,
    ...at,
    code: "scriptyard/untaken-edge",
    severity: "warning",
    source: "flow",
    message: noOutcome(junction, outcome),
    remedy: "Answer the outcome where it is meant, or remove the edge.",
  };
}

type Place = ReturnType<typeof hookPlace>;
