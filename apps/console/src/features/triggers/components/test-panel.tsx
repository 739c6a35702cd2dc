import { Button, Switch, Textarea } from "@mantine/core";
import type { Json } from "@scriptyard/model";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Play } from "lucide-react";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { readJson } from "../../../app/read-json.ts";
import { useRealm } from "../../../app/realm.ts";
import { type Outputs, queryClient, useTRPC } from "../../../app/trpc.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { formatDuration } from "../../../components/format.ts";
import { JsonView } from "../../../components/json-view.tsx";
import { OutcomeWord } from "../../../components/outcome-word.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import styles from "../triggers.module.css";
import type { TriggerRow } from "./trigger-list.tsx";

/** Fires the trigger by hand with an event that can be edited, and shows what came of it. */
export function TestPanel({ trigger }: { trigger: TriggerRow }) {
  const realm = useRealm();
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.triggers.get.queryOptions({ realm, name: trigger.name }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <RowSkeletons rows={6} />;
  return (
    <TestForm key={trigger.updatedAt} trigger={trigger} sample={JSON.stringify(query.data.sample, null, 2)} />
  );
}

function TestForm({ trigger, sample }: { trigger: TriggerRow; sample: string }) {
  const realm = useRealm();
  const trpc = useTRPC();
  const { texts, change, reset, kept } = useKeptTexts(`${realm}/${trigger.id}/event`, { event: sample });
  const [applyEffects, setApplyEffects] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const fire = useMutation(
    trpc.triggers.test.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.executions.pathFilter()),
    }),
  );
  function run(): void {
    const event = readJson(texts.event);
    setProblem(event.ok ? null : `The event is ${event.problem}.`);
    if (event.ok) fire.mutate({ id: trigger.id, event: event.value, applyEffects });
  }
  return (
    <>
      <div className={styles.section}>
        <Textarea
          label="Event"
          description="What the script gets. It runs its live version; a failure does not count."
          className={styles.mono ?? ""}
          autosize
          minRows={6}
          maxRows={18}
          spellCheck={false}
          error={problem}
          value={texts.event}
          onChange={(event) => change("event", event.currentTarget.value)}
        />
        <div className={styles.buttons}>
          <Button leftSection={<Play size={14} aria-hidden="true" />} loading={fire.isPending} onClick={run}>
            Fire
          </Button>
          <Switch
            label="Send what it publishes"
            checked={applyEffects}
            onChange={(event) => setApplyEffects(event.currentTarget.checked)}
          />
          {kept ? (
            <Button variant="default" onClick={() => reset({ event: sample })}>
              Back to the sample
            </Button>
          ) : null}
        </div>
        {fire.isError ? <FormProblem>{faultOf(fire.error).message}</FormProblem> : null}
      </div>
      {fire.data ? <Outcome execution={fire.data} /> : null}
    </>
  );
}

function Outcome({ execution }: { execution: Outputs["triggers"]["test"] }) {
  const realm = useRealm();
  return (
    <section className={styles.section} aria-label="Outcome of the test" aria-live="polite">
      <div className={styles.letterHead}>
        <OutcomeWord
          status={execution.status}
          action={execution.action}
          errorType={execution.errorType}
          large
        />
        <span className="mono soft">{formatDuration(execution.metrics.runUs)}</span>
        <Link to="/r/$realm/executions" params={{ realm }} search={{ open: execution.id, range: "1h" }}>
          Open the execution
        </Link>
      </div>
      {execution.error ? (
        <p className="mono" style={{ overflowWrap: "anywhere" }}>
          {execution.error.message}
        </p>
      ) : (
        <JsonView value={execution.result} depth={3} label="Returned value" />
      )}
      {execution.effects.length > 0 ? (
        <JsonView
          value={execution.effects.map((effect): Json => [effect.name, ...effect.args])}
          depth={2}
          label="What it published"
        />
      ) : null}
    </section>
  );
}
