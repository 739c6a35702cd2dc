import { loginReference } from "../../../testing/flow-kinds.ts";
import { aFlow } from "../../../testing/given.ts";
import type { openPage } from "../../../testing/page.tsx";
import type { Answers } from "../../../testing/wire.ts";

type Graph = ReturnType<typeof aFlow>["draft"]["graph"];
type Save = { graph: Graph; baseRevision: number };

const answers = { written: ["suspicious", "new"], unnamed: true, open: false };

/**
 * A server that keeps what is drawn of `login`, as the real one does: a save on an older revision is none.
 *
 * @param more answers of its own, in place of these
 */
export function drawnFlow(more: Answers = {}): {
  flow: () => ReturnType<typeof aFlow>;
  /** Somebody else saves. */
  elsewhere: (graph: Graph) => void;
  answers: Answers;
} {
  let flow = aFlow();
  const keep = (graph: Graph, by: string | null = null) => {
    flow = { ...flow, draft: { ...flow.draft, graph, revision: flow.draft.revision + 1, changes: 1, by } };
    return flow.draft;
  };
  return {
    flow: () => flow,
    elsewhere: (graph) => void keep(graph, "Bo"),
    answers: {
      "flows.get": () => flow,
      "flows.scripts": () => ({
        risk: { live: true, liveAnswers: answers, draftAnswers: answers },
        factor: null,
        welcome: null,
      }),
      "host.reference": () => loginReference,
      "scripts.templates": () => [],
      "flows.createScripts": () => null,
      "flows.saveDraft": ({ graph, baseRevision }: Save) =>
        baseRevision === flow.draft.revision
          ? { ok: true, draft: keep(graph) }
          : { ok: false, draft: flow.draft },
      "scripts.list": () => ({ items: [], next: null }),
      "references.usedBy": () => ({ uses: [], more: 0 }),
      ...more,
    },
  };
}

/** The graph that was saved last; undefined before the first save. */
export function lastGraph(page: Awaited<ReturnType<typeof openPage>>): Graph | undefined {
  return (page.wire.sent("flows.saveDraft") as Save[]).at(-1)?.graph;
}
