// Long: the list, and the one version that is looked at in it.
import { Button, Textarea } from "@mantine/core";
import { flowChanges, graphOf } from "@scriptyard/model";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { type Outputs, queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import facts from "../../../components/record.module.css";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { SidePanel } from "../../../components/side-panel.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { StatusPill } from "../../../components/status-pill.tsx";
import { ChangeList } from "./change-list.tsx";
import styles from "./node-edges.module.css";
import type { Designing } from "./use-designing.ts";

type FlowView = Outputs["flows"]["get"];

/** What became live of a flow, newest first: what differs, back to it, or on from it. */
export function VersionsPanel(props: {
  realm: string;
  flow: FlowView;
  designing: Designing;
  mayEdit: boolean;
  onClose: () => void;
}) {
  const { realm, flow } = props;
  const query = useQuery(useTRPC().flows.publishes.queryOptions({ realm, flow: flow.name }));
  const [open, setOpen] = useState<string | null>(null);
  return (
    <SidePanel
      label={`Versions of ${flow.title}`}
      width={440}
      onClose={props.onClose}
      title={<h2>Versions</h2>}
    >
      {query.isPending ? <RowSkeletons rows={4} /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data?.length === 0 ? (
        <div className={facts.section}>
          <p className="soft">
            Nothing was published yet. Publish the flow, and every version stays here to look at and go back
            to.
          </p>
        </div>
      ) : null}
      {query.data?.map((event) => (
        <section key={event.id} className={facts.section} aria-label={`Version ${event.version}`}>
          <div className={styles.acts}>
            <h3>
              v{event.version}
              {event.kind === "rollback" ? ", rolled back to" : ""}
            </h3>
            {event.version === flow.liveVersion ? <StatusPill tone="ok">Live</StatusPill> : null}
          </div>
          <p>{event.note}</p>
          <p className="soft small">
            {event.authorName ?? "The product"} · <RelativeTime at={event.at} />
          </p>
          {open === event.id ? (
            <OneVersion {...props} number={event.version} />
          ) : (
            <Button
              size="xs"
              variant="default"
              aria-label={`Look at version ${event.version}`}
              onClick={() => setOpen(event.id)}
            >
              Look at it
            </Button>
          )}
        </section>
      ))}
    </SidePanel>
  );
}

/** One of them: how it differs from what is live and drawn, and what can be done with it. */
function OneVersion(props: {
  realm: string;
  flow: FlowView;
  designing: Designing;
  mayEdit: boolean;
  number: number;
}) {
  const { realm, flow, designing, number, mayEdit } = props;
  const trpc = useTRPC();
  const at = { realm, flow: flow.name };
  const version = useQuery({
    ...trpc.flows.version.queryOptions({ ...at, number }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [note, setNote] = useState("");
  const rollback = useMutation(
    trpc.flows.rollback.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.flows.pathFilter()),
    }),
  );
  const {
    form,
    at: problems,
    rest,
  } = useForm({
    values: { note },
    own: { note: note.trim() ? null : "Say in a few words why." },
    error: rollback.error,
    onValid: () => rollback.mutate({ ...at, toVersion: number, note: note.trim() }),
  });
  if (version.isError) return <FormProblem>{faultOf(version.error).message}</FormProblem>;
  if (!version.data) return <p className="faint small">Looking …</p>;
  const { graph } = version.data;
  const isLive = number === flow.liveVersion;
  const toLive = flowChanges(graphOf(flow), graph);
  const isDrawn = flowChanges(designing.graph, graph).length === 0;
  return (
    <>
      {isLive ? null : (
        <>
          <p className="soft small">Beside what is live:</p>
          <ChangeList changes={toLive} />
        </>
      )}
      {mayEdit && !isDrawn ? (
        <Button
          mt={10}
          size="xs"
          variant="default"
          onClick={() => designing.change(`Version ${number} is drawn.`, () => graph)}
        >
          Draw from v{number}
        </Button>
      ) : null}
      {mayEdit && !isLive ? (
        <form {...form}>
          <Textarea
            mt={10}
            size="xs"
            label={`Why back to v${number}`}
            autosize
            maxLength={500}
            error={problems.note}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {rest === null ? null : <FormProblem>{rest}</FormProblem>}
          <Button mt={10} size="xs" type="submit" loading={rollback.isPending}>
            Roll back to v{number}
          </Button>
        </form>
      ) : null}
    </>
  );
}
