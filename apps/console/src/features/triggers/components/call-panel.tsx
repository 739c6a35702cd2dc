import { Button, Select, Textarea, TextInput } from "@mantine/core";
import type { Json } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useState } from "react";
import { fieldProblems } from "../../../app/field-problems.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { CallCommand } from "../../../components/call/call-command.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { callTextsOf, commandRequest, endpointOf, methods, paramsOf, readCall } from "../call-request.ts";
import styles from "../triggers.module.css";
import { Answered } from "./tried.tsx";
import type { TriggerRow } from "./trigger-list.tsx";

/** Calls an endpoint: from here as a trial, or with a command from anywhere. */
export function CallPanel({ trigger, sample }: { trigger: TriggerRow; sample: Json }) {
  const realm = useRealm();
  const trpc = useTRPC();
  const endpoint = endpointOf(trigger.config);
  const initial = callTextsOf(endpoint, sample);
  const { texts, change, reset, kept } = useKeptTexts(`${realm}/${trigger.id}/call`, initial);
  const [tried, setTried] = useState(false);
  const read = readCall(endpoint, texts);
  const call = useMutation(
    trpc.triggers.send.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.executions.pathFilter()),
    }),
  );
  const refused = fieldProblems(call.error, ["method", "path"]);
  const problemOf = (field: string) => (tried && !read.ok && read.field === field ? read.problem : null);
  const field = (name: string) => ({
    error: problemOf(name),
    value: texts[name] ?? "",
    onChange: (event: { currentTarget: { value: string } }) => change(name, event.currentTarget.value),
  });
  const params = paramsOf(endpoint.path);
  return (
    <>
      <form
        className={styles.section}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (read.ok) call.mutate({ id: trigger.id, request: read.request });
        }}
      >
        <div className={styles.fields}>
          <p className="soft small">
            Send runs the live version as a trial: no token is asked for, nothing it publishes goes out, and
            no error, badge or figure counts it.
          </p>
          {endpoint.method === "ANY" ? (
            <Select
              label="Method"
              allowDeselect={false}
              data={[...methods]}
              error={refused.at.method ?? null}
              value={texts.method ?? ""}
              onChange={(next) => next && change("method", next)}
            />
          ) : null}
          {params.map((name) => (
            <TextInput key={name} label={`:${name}`} {...field(`params.${name}`)} />
          ))}
          <TextInput label="Query" placeholder="x=1&y=2" className={styles.mono ?? ""} {...field("query")} />
          <Textarea
            label="Headers"
            description="One a line: name: value"
            autosize
            minRows={1}
            className={styles.mono ?? ""}
            spellCheck={false}
            {...field("headers")}
          />
          {texts.method === "GET" ? null : (
            <Textarea
              label="Body"
              autosize
              minRows={3}
              maxRows={14}
              className={styles.mono ?? ""}
              spellCheck={false}
              {...field("body")}
            />
          )}
        </div>
        <div className={styles.buttons}>
          <Button type="submit" leftSection={<Send size={14} aria-hidden="true" />} loading={call.isPending}>
            Send
          </Button>
          {kept ? (
            <Button variant="default" onClick={() => reset(initial)}>
              Back to the sample
            </Button>
          ) : null}
        </div>
        {(refused.rest ?? refused.at.path) ? (
          <FormProblem>{refused.rest ?? refused.at.path}</FormProblem>
        ) : null}
      </form>
      {call.data ? <Answered {...call.data} /> : null}
      {read.ok && trigger.address !== null ? (
        <section className={styles.section} aria-label="Call it from outside">
          <h3 className={styles.title}>Call it from outside</h3>
          {trigger.enabled ? null : (
            <p className="soft small">The endpoint is switched off: callers are answered 404.</p>
          )}
          <CallCommand request={commandRequest(endpoint, trigger.address, read.request)} />
        </section>
      ) : null}
    </>
  );
}
