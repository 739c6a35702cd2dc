import { skipToken, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { inTurn } from "../../../app/in-turn.ts";
import { trpcClient } from "../../../app/trpc.ts";
import { useEditorScope } from "../editor-context.ts";
import type { TraceAnswer } from "../server/types.ts";
import { openTrace, type Traced } from "./traced.ts";

export type OpenTrace = {
  answer: TraceAnswer | undefined;
  error: Error | null;
  /** Null while it is on its way, and where the run did not do what its record says. */
  traced: Traced | null;
  /** The step in front, from 0. */
  step: number;
  seek: (step: number) => void;
  close: () => void;
};

/** The trace that the address names, at the step that it names; null where it names none. */
export function useTrace(): OpenTrace | null {
  const { route } = useEditorScope();
  const { traced: executionId, step: asked } = route.search;
  const { data: answer, error } = useQuery({
    queryKey: ["trace", executionId],
    queryFn:
      executionId === undefined
        ? skipToken
        : ({ signal }) =>
            inTurn(
              () =>
                trpcClient.executions.trace.mutate(
                  { executionId: executionId as `exe_${string}` },
                  { signal },
                ),
              { signal },
            ),
    staleTime: Number.POSITIVE_INFINITY,
    // Megabytes: one that is looked at no more goes soon.
    gcTime: 60_000,
    retry: false,
  });
  const traced = useMemo(() => (answer ? openTrace(answer) : null), [answer]);
  const { patch } = route;
  const seek = useCallback((step: number) => patch({ step: step + 1, panel: "trace" }), [patch]);
  const close = useCallback(() => patch({ traced: undefined, step: undefined, panel: undefined }), [patch]);
  if (executionId === undefined) return null;
  const last = Math.max(0, (traced?.trace.steps ?? 1) - 1);
  // A failed run opens where it failed.
  const first = answer?.status === "error" ? last : 0;
  const step = Math.min(asked === undefined ? first : asked - 1, last);
  return { answer, error, traced, step, seek, close };
}
