import { type FlowClash, type FlowGraph, flowChanges, mergeGraphs } from "@scriptyard/model";

/** What the server has: the draft as it was last saved or heard of. */
export type Drawn = { graph: FlowGraph; revision: number; by: string | null };

/**
 * What is drawn here, and how it stands to what is saved. Whatever others save meanwhile is taken in, into what can be
 * undone to as well, so that no undo takes their work away.
 */
export type DesignerState = {
  graph: FlowGraph;
  past: readonly FlowGraph[];
  future: readonly FlowGraph[];
  base: Drawn;
  /** On its way to the server. */
  sending: FlowGraph | null;
  /** Somebody else changed the same thing differently: nothing is saved until somebody chooses. */
  clash: { theirs: Drawn; clashes: readonly FlowClash[] } | null;
};

export type DesignerAct =
  | { type: "change"; change: (graph: FlowGraph) => FlowGraph }
  | { type: "undo" }
  | { type: "redo" }
  | { type: "send" }
  | { type: "saved"; revision: number }
  | { type: "failed" }
  /** Somebody else saved: heard of, or a save of ours was refused for it. */
  | { type: "heard"; theirs: Drawn }
  | { type: "choose"; whose: "mine" | "theirs" };

const mostSteps = 100;

export function beginDesigner(base: Drawn): DesignerState {
  return { graph: base.graph, past: [], future: [], base, sending: null, clash: null };
}

export function isDirty({ graph, base }: Pick<DesignerState, "graph" | "base">): boolean {
  return graph !== base.graph && flowChanges(base.graph, graph).length > 0;
}

export function designerReducer(state: DesignerState, act: DesignerAct): DesignerState {
  const { graph, past, future, base, sending } = state;
  switch (act.type) {
    case "change": {
      const next = act.change(graph);
      if (next === graph || flowChanges(graph, next).length === 0) return state;
      return { ...state, graph: next, past: [...past, graph].slice(-mostSteps), future: [] };
    }
    case "undo": {
      const before = past.at(-1);
      if (!before) return state;
      return { ...state, graph: before, past: past.slice(0, -1), future: [graph, ...future] };
    }
    case "redo": {
      const [after, ...rest] = future;
      if (!after) return state;
      return { ...state, graph: after, past: [...past, graph], future: rest };
    }
    case "send":
      return { ...state, sending: graph };
    case "saved":
      if (sending === null || act.revision < base.revision) return { ...state, sending: null };
      return { ...state, sending: null, base: { graph: sending, revision: act.revision, by: null } };
    case "failed":
      return { ...state, sending: null };
    case "heard":
      return takeIn({ ...state, sending: null }, act.theirs);
    case "choose":
      return choose(state, act.whose);
  }
}

function takeIn(state: DesignerState, theirs: Drawn): DesignerState {
  if (theirs.revision <= state.base.revision) return state;
  const { graph, clashes } = mergeGraphs(state.base.graph, state.graph, theirs.graph);
  if (clashes.length > 0) return { ...state, clash: { theirs, clashes } };
  return { ...rebased(state, theirs), graph };
}

/** What was drawn before stands on what others saved, too. */
function rebased(state: DesignerState, theirs: Drawn): DesignerState {
  const on = (one: FlowGraph) => mergeGraphs(state.base.graph, one, theirs.graph).graph;
  return { ...state, base: theirs, past: state.past.map(on), future: state.future.map(on), clash: null };
}

/** Where both changed the same thing, one of them counts; everything else of both stays. */
function choose(state: DesignerState, whose: "mine" | "theirs"): DesignerState {
  if (state.clash === null) return state;
  const { theirs } = state.clash;
  const { graph: before, base } = state;
  const { graph } =
    whose === "mine"
      ? mergeGraphs(base.graph, before, theirs.graph)
      : mergeGraphs(base.graph, theirs.graph, before);
  const next = rebased(state, theirs);
  // What was not chosen is one undo away.
  return {
    ...next,
    graph,
    past: whose === "mine" ? next.past : [...next.past, before].slice(-mostSteps),
    future: [],
  };
}
