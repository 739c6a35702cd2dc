import type { FlowEdge, FlowGraph } from "../entities/flow.ts";
import { type FlowNodeKind, kindNamed } from "../flow-kind.ts";
import { edgeFor, flowEnd, type Junction, noEdge } from "../junction.ts";
import { edgesByNode, loopsWithoutExit, reachableFrom, reaching } from "./reach.ts";

/** What the text of a node's script answers; see `WaysOut`. */
export type ScriptAnswers = {
  /** Outcomes it names. */
  written: readonly string[];
  /** It goes on without naming one somewhere. */
  unnamed: boolean;
  /** It may answer more than could be read of it. */
  open: boolean;
};

/** What is known of a node's script. Null: there is none, or it could not be read. */
export type NodeScript = {
  /** Something of it runs: a version, a file or a default. */
  live: boolean;
  liveAnswers: ScriptAnswers | null;
  draftAnswers: ScriptAnswers | null;
};

export type FlowFacts = {
  /** Name of the flow, for messages. */
  flow: string;
  /** Of its host. */
  host: string;
  kinds: readonly FlowNodeKind[];
  /** By the names of nodes; what is not in it is not judged by its script. */
  scripts: ReadonlyMap<string, NodeScript | null>;
};

/** Each way a graph can be wrong, and whether it may be published all the same. */
export const flowFindingCodes = {
  "no-entry": "error",
  "unknown-kind": "error",
  "entry-completes": "error",
  "dead-end": "error",
  "page-without-exit": "error",
  "no-way-to-the-end": "error",
  "outcome-without-edge": "error",
  "no-script": "error",
  unreachable: "warning",
  "loop-without-exit": "warning",
  "new-outcome-without-edge": "warning",
  "edge-never-taken": "warning",
  "not-live": "warning",
} as const;
export type FlowFindingCode = keyof typeof flowFindingCodes;

export type FlowFinding = {
  code: FlowFindingCode;
  severity: "error" | "warning";
  at:
    | { kind: "flow" }
    | { kind: "node"; node: string }
    | { kind: "edge"; from: string; to: string; outcome: string | null };
  /** One sentence, and what to do about it. */
  message: string;
  remedy: string;
};

/**
 * Everything that can be said about a graph without walking it, in its own order: errors first. Pure: the console asks it
 * while somebody draws, the publish asks it again. Takes time in proportion to nodes and edges.
 *
 * @example flowFindings({ entry: "a", nodes: [a, b], edges: [{ from: "a", to: "done" }] }, facts) // b is unreachable
 */
export function flowFindings(graph: FlowGraph, facts: FlowFacts): FlowFinding[] {
  const places = placesOf(graph, facts);
  const found = [
    ...ofEntry(graph, places, facts),
    ...[...places.values()].flatMap((place) => [...ofNode(graph, place, facts), ...ofScript(place, facts)]),
    ...ofWays(graph, places),
  ];
  return found.sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
}

/** A node with what is asked of it again and again. `kind` null: its host has none of that name. */
type Place = { name: string; kindId: string; kind: FlowNodeKind | null; junction: Junction };

/** By the names of nodes, in the graph's order: edges are looked through once, and not for each node. */
function placesOf({ nodes, edges }: FlowGraph, { flow, kinds }: FlowFacts): ReadonlyMap<string, Place> {
  const leaving = new Map<string, FlowEdge[]>(nodes.map(({ name }) => [name, []]));
  for (const edge of edges) leaving.get(edge.from)?.push(edge);
  return new Map(
    nodes.map(({ name, kind: kindId }): [string, Place] => {
      const junction = { flow, node: name, edges: leaving.get(name) ?? [] };
      return [name, { name, kindId, kind: kindNamed(kinds, kindId), junction }];
    }),
  );
}

function finding(code: FlowFindingCode, at: FlowFinding["at"], message: string, remedy: string): FlowFinding {
  return { code, severity: flowFindingCodes[code], at, message, remedy };
}

const node = (name: string): FlowFinding["at"] => ({ kind: "node", node: name });

function ofEntry(
  { entry, nodes }: FlowGraph,
  places: ReadonlyMap<string, Place>,
  { kinds }: FlowFacts,
): FlowFinding[] {
  if (entry === null)
    return [
      finding(
        "no-entry",
        { kind: "flow" },
        nodes.length === 0 ? "The flow has no node." : "Nothing says where the flow starts.",
        nodes.length === 0 ? "Add the node that a walk begins at." : "Choose a node and make it the start.",
      ),
    ];
  const kind = places.get(entry)?.kind;
  if (kind?.role !== "completes") return [];
  const others = kinds.filter(({ role }) => role !== "completes").map(({ title }) => title);
  return [
    finding(
      "entry-completes",
      node(entry),
      `"${entry}" runs at the end (${kind.title}).`,
      `Start with a node of another kind: ${others.join(", ")}.`,
    ),
  ];
}

function ofNode(
  { entry }: FlowGraph,
  { name, kindId, kind, junction }: Place,
  { kinds, host, scripts }: FlowFacts,
): FlowFinding[] {
  if (kind === null) {
    const known = kinds.map((one) => one.id).join(", ");
    return [
      finding(
        "unknown-kind",
        node(name),
        `"${name}" is of the kind "${kindId}", which the host "${host}" has not.`,
        `Change it to one of its kinds: ${known || "it has none"}.`,
      ),
    ];
  }
  const found: FlowFinding[] = [];
  if (kind.role !== "completes" && junction.edges.length === 0)
    found.push(
      finding(
        "dead-end",
        node(name),
        `"${name}" leads nowhere.`,
        `Draw an edge to another node or to "${flowEnd}".`,
      ),
    );
  else if (kind.role === "shows" && edgeFor(junction, null) === null)
    found.push(
      finding(
        "page-without-exit",
        node(name),
        `"${name}" shows a page (${kind.title}), which has no outcomes to leave by.`,
        "Draw its default edge, without an outcome.",
      ),
    );
  const script = scripts.get(name);
  if (script === null)
    found.push(
      finding(
        "no-script",
        node(name),
        `"${name}" has no script: while it has none, nobody can walk the flow.`,
        "Make a script of its name, or take the node out.",
      ),
    );
  else if (script?.live === false)
    found.push(
      finding(
        "not-live",
        node(name),
        name === entry
          ? `The script of "${name}" is not live, and the flow starts there: nobody can walk it.`
          : `The script of "${name}" is not live: a walk that comes there fails.`,
        "Open the script and publish it.",
      ),
    );
  return found;
}

/** What the script answers beside what leaves its node. */
function ofScript({ name, kind, junction }: Place, { scripts }: FlowFacts): FlowFinding[] {
  const named = junction.edges.filter(({ outcome }) => outcome !== undefined);
  const never = (outcome: string, to: string, message: string, remedy: string): FlowFinding =>
    finding("edge-never-taken", { kind: "edge", from: name, to, outcome }, message, remedy);
  if (kind !== null && kind.role !== "decides")
    return named.map(({ outcome, to }) =>
      never(
        outcome!,
        to,
        `"${name}" (${kind.title}) has no outcomes, so the edge ${quoted(outcome!)} is never taken.`,
        "Make it the default edge, or remove it.",
      ),
    );
  const script = scripts.get(name);
  if (!script || junction.edges.length === 0) return [];
  const { liveAnswers: live, draftAnswers: draft } = script;
  const drawn = new Set(junction.edges.map(({ outcome = null }) => outcome));
  const lostBy = (answers: ScriptAnswers | null): (string | null)[] => [
    ...[...new Set(answers?.written)].filter((outcome) => !drawn.has(outcome)),
    ...(answers?.unnamed && !drawn.has(null) ? [null] : []),
  ];
  const lost = lostBy(live);
  const found = lost.map((outcome) =>
    finding(
      // What is beside a redirect is not followed, and cannot be told from the text.
      outcome === null ? "new-outcome-without-edge" : "outcome-without-edge",
      node(name),
      `The live script: ${noEdge(junction, outcome)}`,
      "Draw its edge, or publish a script that does not answer it.",
    ),
  );
  for (const outcome of lostBy(draft))
    if (!lost.includes(outcome))
      found.push(
        finding(
          "new-outcome-without-edge",
          node(name),
          `The script's draft: ${noEdge(junction, outcome)}`,
          "Draw its edge: until then the draft cannot be published.",
        ),
      );
  const known = [live, draft].filter((one) => one !== null);
  if (known.length === 0 || known.some(({ open }) => open)) return found;
  const answered = new Set(known.flatMap(({ written }) => written));
  for (const { outcome, to } of named)
    if (!answered.has(outcome!))
      found.push(
        never(
          outcome!,
          to,
          `No decision of the script takes the edge ${quoted(outcome!)} from "${name}".`,
          "Answer the outcome where it is meant, or remove the edge.",
        ),
      );
  return found;
}

/** What is never reached, and from where the end never is. */
function ofWays(graph: FlowGraph, places: ReadonlyMap<string, Place>): FlowFinding[] {
  const { entry, nodes } = graph;
  const completing = (name: string): boolean => places.get(name)?.kind?.role === "completes";
  const leaving = edgesByNode(graph.edges, "from");
  const found: FlowFinding[] = [];
  const reached = reachableFrom(entry, leaving);
  if (entry !== null)
    // What completes a flow runs at its end by itself.
    for (const { name } of nodes)
      if (!reached.has(name) && !completing(name))
        found.push(
          finding(
            "unreachable",
            node(name),
            `No edge on the way from the start leads to "${name}".`,
            "Draw an edge to it, make it the start, or remove it.",
          ),
        );
  const ending = reaching(
    [flowEnd, ...nodes.map(({ name }) => name).filter((name) => completing(name) && !leaving.has(name))],
    edgesByNode(graph.edges, "to"),
  );
  // A dead end on the way is said already, and mending it may be all.
  const stuck = [...reached].some((name) => name !== flowEnd && !leaving.has(name));
  if (entry !== null && !stuck && !ending.has(entry))
    found.push(
      finding(
        "no-way-to-the-end",
        node(entry),
        `From the start there is no way to "${flowEnd}": no walk can end well.`,
        `Draw an edge to "${flowEnd}" from where a walk is finished.`,
      ),
    );
  for (const loop of loopsWithoutExit(
    nodes.map(({ name }) => name),
    leaving,
  )) {
    const names = loop.slice(0, 4).map(quoted).join(", ");
    found.push(
      finding(
        "loop-without-exit",
        node(loop[0]!),
        loop.length === 1
          ? `${names} leads to itself only.`
          : `${names}${loop.length > 4 ? " …" : ""} lead to each other only: a walk that comes there goes round.`,
        `Draw an edge out of the loop, to another node or to "${flowEnd}".`,
      ),
    );
  }
  return found;
}

const quoted = (text: string): string => JSON.stringify(text);
