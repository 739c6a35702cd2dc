import type { Payer, WrittenOutcome } from "@scriptyard/languages";
import type { Diagnostic, Flow, Junction, Realm, Script } from "@scriptyard/model";
import { edgeFor, hookOfNode, junctionOf, noEdge, noOutcome, outcomesOf } from "@scriptyard/model";
import type { Core } from "../core.ts";
import type { LinkedText } from "../pipeline/link.ts";
import { specifierOf } from "../pipeline/runnable.ts";
import { hookPlace } from "../pipeline/validate.ts";
import { nodeNamed } from "./graph.ts";

type Decider = Pick<Script, "module" | "name" | "hook">;

/** Where a script's outcomes lead: its node in the flow that its module is named after. Null where it decides no flow. */
export async function junctionFor(
  core: Pick<Core, "store">,
  realm: Pick<Realm, "id">,
  script: Decider,
): Promise<Junction | null> {
  if (script.hook !== hookOfNode.decision) return null;
  const flow = await core.store.flows.byName(realm.id, script.module);
  return flow === null ? null : decisionIn(flow, script.name);
}

/** Of blocks and completions there is nothing to say: they have no outcomes. */
export function decisionIn(flow: Flow, name: string): Junction | null {
  return nodeNamed(flow, name)?.kind === "decision" ? junctionOf(flow, name) : null;
}

/**
 * What a text answers and its node has no edge for (errors: the run would fail), and edges that the text never answers
 * (warnings, where all that it can answer is seen).
 */
export async function outcomeFindings(
  core: Pick<Core, "workshop">,
  { junction, script, source, text, payer }: Judged,
): Promise<Diagnostic[]> {
  const { code } = text.entry;
  if (junction === null || script.hook === null || code === null) return [];
  const { written, unnamed, open } = await core.workshop.outcomes(code, script.hook, payer);
  const file = specifierOf(script);
  const lost = [
    ...written.filter(({ outcome }) => edgeFor(junction, outcome) === null),
    ...(edgeFor(junction, null) === null ? unnamed.map((at) => ({ ...at, outcome: null })) : []),
  ].map((at) => unknown(junction, file, at, code));
  // A library may send the visitor away, to come back by an outcome of its own.
  const isOpen = open || text.modules === null || text.modules.slice(1).some(resumes);
  // A slip of the pen leaves its edge untaken too: that is one mistake, not two.
  if (isOpen || lost.length > 0) return lost;
  const answered = new Set(written.map(({ outcome }) => outcome));
  const unused = outcomesOf(junction).filter((outcome) => !answered.has(outcome));
  const at = hookPlace(source, script.hook);
  return [...lost, ...unused.map((outcome) => untaken(junction, file, outcome, at))];
}

type Judged = {
  junction: Junction | null;
  script: Decider;
  source: string;
  text: LinkedText;
  payer: Payer;
};

const notFollowed = /\.(?:redirect|fail)\b/;

const resumes = ({ code }: { code: string }) => code.includes("resume");

type Written = Omit<WrittenOutcome, "outcome"> & { outcome: string | null };

function unknown(junction: Junction, file: string, { outcome, ...place }: Written, code: string): Diagnostic {
  return {
    file,
    ...place,
    code: "scriptyard/unknown-outcome",
    // Beside a redirect or a refused form nothing is followed, and which decision is beside one cannot be read.
    severity: outcome === null && notFollowed.test(code) ? "warning" : "error",
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
