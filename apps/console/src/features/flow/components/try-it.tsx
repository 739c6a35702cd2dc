import { Button, SegmentedControl, Select } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { type LiveEventOf, useRunnerEvents } from "../../../app/events/index.ts";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";
import { type Inputs, type Outputs, useTRPC } from "../../../app/trpc.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { SidePanel } from "../../../components/side-panel.tsx";
import styles from "../try.module.css";
import { StepLog } from "./step-log.tsx";

type FlowView = Outputs["flows"]["get"];
type Step = LiveEventOf<"flow-step">["step"];
const anonymous = "anonymous";

/** Walks the flow as an end user in a phone-width frame, beside a log of its steps as they happen. */
export function TryIt(props: {
  flow: FlowView;
  /** The node the walk reached; null before it started. */
  onStep: (node: string | null) => void;
  onClose: () => void;
}) {
  const { flow, onStep } = props;
  const realm = useRealm();
  const trpc = useTRPC();
  const personas = useQuery(trpc.flows.personas.queryOptions({ realm, flow: flow.name }));
  const [mode, setMode] = useState<"live" | "draft">("draft");
  const [persona, setPersona] = useState<string | null>(null);
  const [steps, setSteps] = useState<{ sessionId: string; steps: Step[] }>({ sessionId: "", steps: [] });
  /** Steps can arrive before the answer that tells which session is ours. */
  const early = useRef(new Map<string, Step[]>());
  const start = useMutation(
    trpc.flows.try.mutationOptions({
      onSuccess({ sessionId }) {
        setSteps({ sessionId, steps: early.current.get(sessionId) ?? [] });
        // Only its own: the steps of a walk started since may be here already.
        early.current.delete(sessionId);
      },
    }),
  );
  const session = start.data ?? null;

  useRunnerEvents(["flow-step"], ({ sessionId, step }) => {
    if (sessionId === session?.sessionId)
      setSteps((now) => ({ sessionId, steps: [...(now.sessionId === sessionId ? now.steps : []), step] }));
    else if (early.current.size < 50)
      early.current.set(sessionId, [...(early.current.get(sessionId) ?? []), step]);
  });

  const at = steps.steps.at(-1)?.node ?? null;
  useEffect(() => {
    onStep(at);
    return () => onStep(null);
  }, [at, onStep]);

  const isAuthor = useCan("author");
  /** The server refuses others a walk of the live scripts in somebody's name. */
  const mayWalkLive = (name: string) =>
    isAuthor || !personas.data?.find((each) => each.name === name)?.context.user;
  const chosen = persona ?? personas.data?.[0]?.name ?? anonymous;
  const { mutate } = start;
  function begin(next: { mode: "live" | "draft"; persona: string }): void {
    const context = personas.data?.find((each) => each.name === next.persona)?.context;
    early.current.clear();
    setSteps({ sessionId: "", steps: [] });
    mutate({
      realm,
      flow: flow.name,
      mode: next.mode,
      ...(context ? { context: context as NonNullable<Inputs["flows"]["try"]["context"]> } : {}),
    });
  }
  // Once the visitors are known the first walk starts by itself; every later one is asked for.
  const ready = personas.isSuccess || personas.isError;
  const begun = useRef(false);
  useEffect(() => {
    if (!ready || begun.current) return;
    begun.current = true;
    begin({ mode, persona: chosen });
  });

  const description = personas.data?.find((each) => each.name === chosen)?.description;
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
          loading={start.isPending}
          onClick={() => begin({ mode, persona: chosen })}
        >
          Start again
        </Button>
      }
    >
      <div className={styles.try}>
        <div className={styles.controls}>
          <Select
            size="xs"
            label="Visitor"
            allowDeselect={false}
            value={chosen}
            data={[
              ...(personas.data ?? []).map((each) => each.name),
              ...(personas.data?.length ? [] : [anonymous]),
            ]}
            onChange={(value) => {
              if (!value) return;
              const next = mayWalkLive(value) ? mode : "draft";
              setPersona(value);
              setMode(next);
              begin({ mode: next, persona: value });
            }}
          />
          <div>
            <div className={styles.label} id="try-mode">
              Scripts
            </div>
            <SegmentedControl
              size="xs"
              aria-labelledby="try-mode"
              value={mode}
              data={[
                { value: "draft", label: "Drafts" },
                { value: "live", label: "Live", disabled: !mayWalkLive(chosen) },
              ]}
              onChange={(value) => {
                setMode(value as "live" | "draft");
                begin({ mode: value as "live" | "draft", persona: chosen });
              }}
            />
          </div>
          <p className={`small soft ${styles.description}`}>
            {description ?? "A visitor the host knows nothing about."} A trial: nobody is logged in, and no
            message is sent{mayWalkLive(chosen) ? "" : "; authors may try what is live as this visitor"}.
          </p>
        </div>
        {start.isError ? <FormProblem>{faultOf(start.error).message}</FormProblem> : null}
        <div className={styles.columns}>
          <div className={styles.phone}>
            {session ? (
              <iframe
                key={session.sessionId}
                src={session.url}
                title={`${flow.title}, as an end user sees it`}
              />
            ) : null}
          </div>
          <StepLog steps={steps.steps} flow={flow} started={session !== null} />
        </div>
      </div>
    </SidePanel>
  );
}
