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
  const start = useMutation(
    useTRPC().flows.try.mutationOptions({
      onSuccess({ sessionId, url }) {
        setWalk({ sessionId, url, steps: early.current.get(sessionId) ?? [] });
        // Only its own: the steps of a walk started since may be here already.
        early.current.delete(sessionId);
        onBegun(sessionId);
      },
    }),
  );

  useRunnerEvents(["flow-step"], ({ sessionId, step }) => {
    if (sessionId === walk?.sessionId) setWalk({ ...walk, steps: [...walk.steps, step] });
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
      setWalk(null);
      mutate({ realm, flow, mode, ...(context ? { context } : {}) });
    },
    [mutate, realm, flow],
  );
  return { walk, begin, starting: start.isPending, error: start.error };
}
