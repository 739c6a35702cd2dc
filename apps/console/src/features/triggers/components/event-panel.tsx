import { Button, Switch, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { isObject, type Json } from "@scriptyard/model";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { readJson } from "../../../app/read-json.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { CallCommand } from "../../../components/call/call-command.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { Listening } from "../../../components/result/published.tsx";
import { apiRequestOf } from "../api-request.ts";
import styles from "../triggers.module.css";
import { Tried } from "./tried.tsx";
import type { TriggerRow } from "./trigger-list.tsx";

/** Fires the trigger by hand with an event that can be edited; how its callers do it stands below. */
export function EventPanel({ trigger, sample }: { trigger: TriggerRow; sample: Json }) {
  const realm = useRealm();
  const trpc = useTRPC();
  const initial = { event: JSON.stringify(sample, null, 2) };
  const { texts, change, reset, kept } = useKeptTexts(`${realm}/${trigger.id}/event`, initial);
  const [applyEffects, setApplyEffects] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const event = readJson(texts.event);
  const fire = useMutation(
    trpc.triggers.test.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.executions.pathFilter()),
    }),
  );
  function run(): void {
    setProblem(event.ok ? null : `The event is ${event.problem}.`);
    if (event.ok) fire.mutate({ id: trigger.id, event: event.value, applyEffects });
  }
  const request = event.ok ? apiRequestOf(trigger, realm, event.value) : null;
  return (
    <>
      <div className={styles.section}>
        <Textarea
          label={trigger.kind === "tool" ? "Parameters" : "Event"}
          description="What the live version gets. A trial: no error, badge or figure counts it."
          className={styles.mono ?? ""}
          autosize
          minRows={6}
          maxRows={18}
          spellCheck={false}
          error={problem}
          value={texts.event}
          onChange={(typed) => change("event", typed.currentTarget.value)}
        />
        {trigger.kind === "bus" && event.ok ? <Heard event={event.value} /> : null}
        <div className={styles.buttons}>
          <Button leftSection={<Play size={14} aria-hidden="true" />} loading={fire.isPending} onClick={run}>
            Fire
          </Button>
          <Switch
            label="Send what it publishes, for real"
            checked={applyEffects}
            onChange={(toggled) => setApplyEffects(toggled.currentTarget.checked)}
          />
          {kept ? (
            <Button variant="default" onClick={() => reset(initial)}>
              Back to the sample
            </Button>
          ) : null}
        </div>
        {fire.isError ? <FormProblem>{faultOf(fire.error).message}</FormProblem> : null}
      </div>
      {fire.data ? <Tried execution={fire.data} /> : null}
      {request === null ? null : (
        <section className={styles.section} aria-label="Call it from outside">
          <h3 className={styles.title}>{trigger.kind === "tool" ? "Call it" : "Publish it"} from outside</h3>
          <CallCommand request={request} />
        </section>
      )}
    </>
  );
}

/** Everybody who listens to the topic of the event, beside this trigger. */
function Heard({ event }: { event: Json }) {
  const realm = useRealm();
  const typed = isObject(event) && typeof event.topic === "string" ? event.topic.slice(0, 200) : "";
  const [topic] = useDebouncedValue(typed, 120);
  const query = useQuery({
    ...useTRPC().triggers.receivers.queryOptions({ realm, topics: [topic] }),
    enabled: topic !== "",
  });
  if (topic === "") return null;
  if (query.isError && !query.data)
    return <p className="soft small">Who listens is not known: {faultOf(query.error).message}</p>;
  return (
    <div className={styles.heard}>
      <p className="soft small">
        Published for real, <code>{topic}</code> reaches:
      </p>
      <Listening heard={query.data?.[0] ?? null} />
    </div>
  );
}
