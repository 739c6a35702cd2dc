import { Button, Textarea } from "@mantine/core";
import { type FlowFinding, type FlowGraph, flowChanges, graphOf } from "@scriptyard/model";
import { useMutation, useQuery } from "@tanstack/react-query";
import { faultOf } from "../../../app/fault.ts";
import { showOnPage } from "../../../app/page-toasts.ts";
import { type Outputs, queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import facts from "../../../components/record.module.css";
import { SidePanel } from "../../../components/side-panel.tsx";
import { ChangeList } from "./change-list.tsx";
import { FindingList } from "./finding-list.tsx";

/** From what is drawn to what walks go through: what changes, what is wrong with it, why, and one button. */
export function PublishPanel(props: {
  realm: string;
  flow: Outputs["flows"]["get"];
  graph: FlowGraph;
  findings: readonly FlowFinding[];
  /** Of the draft, when all of it is saved. */
  revision: number | null;
  onSelect: (node: string) => void;
  onClose: () => void;
}) {
  const { realm, flow, graph, findings, revision } = props;
  const trpc = useTRPC();
  const { texts, change, reset } = useKeptTexts(`flow/${realm}/${flow.name}/publish`, { note: "" });
  const changes = flowChanges(graphOf(flow), graph);
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const publish = useMutation(
    trpc.flows.publish.mutationOptions({
      async onSuccess({ event }) {
        reset({ note: "" });
        await queryClient.invalidateQueries(trpc.flows.pathFilter());
        showOnPage({
          message: `Version ${event.version} of ${flow.title} is live. Walks under way end as they began.`,
        });
        props.onClose();
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: { note: texts.note },
    own: { note: texts.note.trim() ? null : "Say in a few words what changes and why." },
    error: publish.error,
    onValid: () => {
      if (revision !== null && !publish.isPending)
        publish.mutate({ realm, flow: flow.name, note: texts.note.trim(), revision });
    },
  });
  // After a rollback the live one is not the newest.
  const published = useQuery(trpc.flows.publishes.queryOptions({ realm, flow: flow.name })).data ?? [];
  const live = flow.liveVersion ?? (flow.nodes.length > 0 ? 1 : 0);
  const next = Math.max(live, ...published.map(({ version }) => version)) + 1;
  return (
    <SidePanel
      label={`Publish ${flow.title}`}
      width={440}
      onClose={props.onClose}
      title={<h2>Publish the flow</h2>}
    >
      <div className={facts.section}>
        <h3>What changes</h3>
        {changes.length > 0 ? (
          <ChangeList changes={changes} />
        ) : (
          <p className="soft">Nothing: what is drawn is live already.</p>
        )}
      </div>
      {findings.length > 0 ? (
        <div className={facts.section}>
          <h3>Problems</h3>
          <FindingList findings={findings} onSelect={props.onSelect} />
        </div>
      ) : null}
      <form {...form} className={facts.section}>
        <Textarea
          label="Note"
          description="For whoever looks for a reason next month."
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          error={at.note}
          value={texts.note}
          onChange={(event) => change("note", event.currentTarget.value)}
        />
        {rest === null ? null : <FormProblem>{faultOf(publish.error).message}</FormProblem>}
        <Button
          mt={16}
          type="submit"
          loading={publish.isPending}
          disabled={errors > 0 || changes.length === 0 || revision === null}
        >
          Publish version {next}
        </Button>
        {errors > 0 ? (
          <p className="soft small">
            Mend {errors === 1 ? "the error" : `the ${errors} errors`} above first.
          </p>
        ) : null}
      </form>
    </SidePanel>
  );
}
