import { createTurnLine } from "../../turns.ts";
import type { Work } from "../../work.ts";
import { saveFlow } from "./save.ts";
import { startFlow } from "./start.ts";
import { createSubmitter } from "./submit.ts";
import { claimFlow, linkFlow } from "./ticket.ts";
import type { RunnerFlows } from "./types.ts";

type WalksPorts = Parameters<typeof saveFlow>[0] &
  Parameters<typeof startFlow>[0] &
  Parameters<typeof createSubmitter>[0] &
  Parameters<typeof claimFlow>[0] &
  Parameters<typeof linkFlow>[0];

/** Walks through flows: begun, handed on, gone on with. */
export function createWalks(ports: WalksPorts, track: Work["track"]): RunnerFlows {
  const submit = createSubmitter(ports);
  const turns = createTurnLine();
  return {
    saveFlow: (flow, actor) => track(() => saveFlow(ports, flow, actor)),
    startFlow: (input, actor) =>
      track(async () => {
        await turns.next(actor.gone);
        return startFlow(ports, input, actor);
      }),
    linkFlow: (input) => track(() => linkFlow(ports, input)),
    claimFlow: (input) => track(() => claimFlow(ports, input)),
    submitFlow: (input, actor) =>
      track(async () => {
        await turns.next(actor.gone);
        return submit(input, actor);
      }),
  };
}
