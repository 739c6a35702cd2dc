import type { FlowGraph } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { type Outputs, queryClient, useTRPC } from "../../../app/trpc.ts";
import { beginDesigner, designerReducer, isDirty } from "./designer-state.ts";
import { keepGraph, keptGraph } from "./kept-graph.ts";

type FlowView = Outputs["flows"]["get"];

/** Time without a change until it is saved, and until a save that failed is tried again. */
const restMs = 400;
const againMs = 5_000;

/**
 * What is drawn of a flow: changed at once, saved by itself a moment later, merged with what others save.
 *
 * @param mayEdit otherwise it only follows what is saved
 */
export function useDesigner(realm: string, flow: FlowView, mayEdit: boolean) {
  const trpc = useTRPC();
  const key = `${realm}/${flow.name}`;
  const at = useMemo(() => ({ realm, flow: flow.name }), [realm, flow.name]);
  const [state, dispatch] = useReducer(designerReducer, flow, () => begin(key, flow, mayEdit));
  const [problem, setProblem] = useState<string | null>(null);
  /** Read to those who do not see the graph. */
  const [said, setSaid] = useState("");
  const dirty = mayEdit && isDirty(state);

  const save = useMutation(trpc.flows.saveDraft.mutationOptions());
  const { mutateAsync } = save;
  const latest = useRef(state);
  latest.current = state;

  const saveNow = useCallback(async (): Promise<void> => {
    const { graph, base, sending, clash } = latest.current;
    // One at a time: its answer says what of the graph is saved.
    if (sending !== null || clash !== null) return;
    dispatch({ type: "send" });
    try {
      const { ok, draft } = await mutateAsync({ ...at, graph, baseRevision: base.revision });
      setProblem(null);
      if (ok) dispatch({ type: "saved", revision: draft.revision });
      else dispatch({ type: "heard", theirs: { graph: draft.graph, revision: draft.revision, by: null } });
      void queryClient.invalidateQueries(trpc.flows.get.queryFilter(at));
      void queryClient.invalidateQueries(trpc.flows.scripts.queryFilter(at));
      void queryClient.invalidateQueries(trpc.references.usedBy.pathFilter());
    } catch (error) {
      dispatch({ type: "failed" });
      setProblem(faultOf(error).message);
    }
  }, [mutateAsync, at, trpc]);

  useEffect(() => {
    if (!dirty || state.sending !== null || state.clash !== null) return;
    const timer = setTimeout(() => void saveNow(), problem === null ? restMs : againMs);
    return () => clearTimeout(timer);
  }, [dirty, state.sending, state.clash, problem, saveNow]);

  useEffect(() => {
    // Who may not draw just now, in a realm that is archived, finds it again later.
    if (mayEdit) keepGraph(key, dirty ? { base: state.base.graph, graph: state.graph } : null);
  }, [key, mayEdit, dirty, state.base, state.graph]);

  const { draft } = flow;
  const isSending = state.sending !== null;
  useEffect(() => {
    // An answer to a save of ours tells the same, and first; what came of others meanwhile is heard after it.
    if (!isSending)
      dispatch({ type: "heard", theirs: { graph: draft.graph, revision: draft.revision, by: draft.by } });
  }, [draft, isSending]);

  return {
    graph: state.graph,
    clash: state.clash,
    revision: state.base.revision,
    saved: !dirty,
    problem: dirty ? problem : null,
    said,
    canUndo: state.past.length > 0,
    canRedo: state.future.length > 0,
    saveNow,
    say: setSaid,
    /** @param words what was done, in the past tense */
    change: (words: string, change: (graph: FlowGraph) => FlowGraph): void => {
      dispatch({ type: "change", change });
      setSaid(words);
    },
    undo: (): void => {
      dispatch({ type: "undo" });
      setSaid("Undone.");
    },
    redo: (): void => {
      dispatch({ type: "redo" });
      setSaid("Done again.");
    },
    choose: (whose: "mine" | "theirs") => dispatch({ type: "choose", whose }),
  };
}

function begin(key: string, { draft }: FlowView, mayEdit: boolean) {
  const { graph, revision, by } = draft;
  const theirs = { graph, revision, by };
  const kept = mayEdit ? keptGraph(key) : null;
  if (kept === null) return beginDesigner(theirs);
  // As it was left, and what is there by now is heard of: what both changed is asked about here, too.
  const left = { ...beginDesigner({ graph: kept.base, revision: -1, by: null }), graph: kept.graph };
  return designerReducer(left, { type: "heard", theirs });
}
