import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useCallback, useEffect, useRef } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";
import { type Inputs, type Outputs, useTRPC } from "../../../app/trpc.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { SidePanel } from "../../../components/side-panel.tsx";
import type { FlowSearch } from "../search.ts";
import styles from "../try.module.css";
import { useWalk } from "../use-walk.ts";
import type { Step } from "../walks.ts";
import { StepLog } from "./step-log.tsx";
import { anonymous, TryControls, type Way } from "./try-controls.tsx";

type FlowView = Outputs["flows"]["get"];

const none: readonly Step[] = [];

/** Walks the flow as an end user in a phone-width frame, beside a log of its steps as they happen. */
export function TryIt(props: {
  flow: FlowView;
  /** The steps of the walk so far; none before it started. */
  onSteps: (steps: readonly Step[]) => void;
  /** Visitor, scripts and walk are in the address: Back and a reload find them. */
  search: FlowSearch;
  onSearch: (change: FlowSearch) => void;
  onClose: () => void;
}) {
  const { flow, onSteps, search, onSearch } = props;
  const realm = useRealm();
  const trpc = useTRPC();
  const personas = useQuery(trpc.flows.personas.queryOptions({ realm, flow: flow.name }));
  const mode = search.scripts ?? "draft";
  const onBegun = useCallback((walk: string) => onSearch({ walk }), [onSearch]);
  const { walk, begin: beginWalk, starting, error } = useWalk(flow.name, search.walk, onBegun);
  const steps = walk?.steps ?? none;

  useEffect(() => {
    onSteps(steps);
    return () => onSteps(none);
  }, [steps, onSteps]);

  const isAuthor = useCan("author");
  /** The server refuses others a walk of the live scripts in somebody's name. */
  const mayWalkLive = (name: string) =>
    isAuthor || !personas.data?.find((each) => each.name === name)?.isSomebody;
  const named = personas.data?.find((each) => each.name === search.visitor)?.name;
  const chosen = named ?? personas.data?.[0]?.name ?? anonymous;
  function begin(next: Way): void {
    const context = personas.data?.find((each) => each.name === next.persona)?.context;
    onSearch({ visitor: next.persona, scripts: next.mode === "live" ? "live" : undefined, walk: undefined });
    beginWalk({
      mode: next.mode,
      context: context as NonNullable<Inputs["flows"]["try"]["context"]> | undefined,
    });
  }
  // Once the visitors are known the first walk starts by itself, unless one is under way; every later one is asked for.
  const ready = personas.isSuccess || personas.isError;
  const begun = useRef(walk !== null);
  useEffect(() => {
    if (!ready || begun.current) return;
    begun.current = true;
    begin({ mode, persona: chosen });
  });

  return (
    <SidePanel
      label={`Try ${flow.title}`}
      width={720}
      onClose={props.onClose}
      title={<h2>Try it</h2>}
      actions={
        <Button
          variant="default"
          leftSection={<RotateCcw size={14} aria-hidden="true" />}
          loading={starting}
          onClick={() => begin({ mode, persona: chosen })}
        >
          Start again
        </Button>
      }
    >
      <div className={styles.try}>
        <TryControls
          personas={personas.data ?? []}
          persona={chosen}
          mode={mode}
          mayWalkLive={mayWalkLive}
          onBegin={begin}
        />
        {error ? <FormProblem>{faultOf(error).message}</FormProblem> : null}
        <div className={styles.columns}>
          <div className={styles.phone}>
            {walk ? (
              <iframe key={walk.sessionId} src={walk.url} title={`${flow.title}, as an end user sees it`} />
            ) : null}
          </div>
          <StepLog steps={steps} flow={flow} started={walk !== null} />
        </div>
      </div>
    </SidePanel>
  );
}
