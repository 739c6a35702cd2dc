import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useRunnerEvents } from "../../app/events/index.ts";
import { useRealm } from "../../app/realm.ts";
import { type Inputs, useTRPC } from "../../app/trpc.ts";
import { rememberedWalk, rememberWalk, type Step, type Walk } from "./walks.ts";

type Start = Pick<Inputs["flows"]["try"], "mode" | "context">;

/**
 * The walk through a flow that is tried: the one the address names when this tab made it, else the next one begun.
 *
 * @param onBegun told the id of a new walk, for the address
 */
export function useWalk(flow: string, walkId: string | undefined, onBegun: (sessionId: string) => void) {
  const realm = useRealm();
  const [walk, setWalk] = useState<Walk | null>(() => rememberedWalk(walkId));
  /** Steps can arrive before the answer that tells which session is ours. */
  const early = useRef(new Map<string, Step[]>());
  /** The newest walk that was asked for: an answer to one before it, however late, is nobody's. */
  const asked = useRef(0);
  const start = useMutation(
    useTRPC().flows.try.mutationOptions({
      onMutate: () => asked.current,
      onSuccess({ sessionId, url }, _, mine) {
        if (mine !== asked.current) return;
        setWalk({ sessionId, url, steps: early.current.get(sessionId) ?? [] });
        // Only its own: the steps of a walk started since may be here already.
        early.current.delete(sessionId);
        onBegun(sessionId);
      },
    }),
  );

  useRunnerEvents(["flow-step"], ({ sessionId, step }) => {
    // Several may come before the next render.
    if (sessionId === walk?.sessionId)
      setWalk((now) => (now?.sessionId === sessionId ? { ...now, steps: [...now.steps, step] } : now));
    else if (early.current.size < 50)
      early.current.set(sessionId, [...(early.current.get(sessionId) ?? []), step]);
  });
  useEffect(() => {
    if (walk) rememberWalk(walk);
  }, [walk]);

  const { mutate } = start;
  const begin = useCallback(
    ({ mode, context }: Start) => {
      early.current.clear();
      asked.current += 1;
      setWalk(null);
      mutate({ realm, flow, mode, ...(context ? { context } : {}) });
    },
    [mutate, realm, flow],
  );
  return { walk, begin, starting: start.isPending, error: start.error };
}
