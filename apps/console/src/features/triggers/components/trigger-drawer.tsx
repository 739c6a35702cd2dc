import { Switch, Tabs } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleAlert } from "lucide-react";
import { useState } from "react";
import { useOffer } from "../../../app/commands/offers.ts";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { CopyId } from "../../../components/copy-id.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { countOf, formatNumber } from "../../../components/format.ts";
import executions from "../../../components/record.module.css";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { SidePanel } from "../../../components/side-panel.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { UsedBy } from "../../../components/used-by/used-by.tsx";
import { kindLooks } from "../kinds.ts";
import type { TriggerTab } from "../search.ts";
import styles from "../triggers.module.css";
import { DeadLettersPanel } from "./dead-letters-panel.tsx";
import { ShownOnce } from "./new-trigger.tsx";
import { RunsPanel } from "./runs-panel.tsx";
import { TestPanel } from "./test-panel.tsx";
import { TriggerEnd } from "./trigger-end.tsx";
import { TriggerForm } from "./trigger-form.tsx";
import type { TriggerRow } from "./trigger-list.tsx";

export function TriggerDrawer(props: {
  trigger: TriggerRow;
  tab: TriggerTab;
  onTab: (tab: TriggerTab) => void;
  onClose: () => void;
}) {
  const { trigger } = props;
  const trpc = useTRPC();
  const canEdit = useCan("author");
  const refresh = () => queryClient.invalidateQueries(trpc.triggers.pathFilter());
  const toggle = useMutation(trpc.triggers.update.mutationOptions({ onSettled: refresh }));
  const { Icon } = kindLooks[trigger.kind];
  const waiting = trigger.waiting ?? 0;
  function askToggle(enabled: boolean): void {
    const set = () => toggle.mutate({ id: trigger.id, enabled });
    if (enabled || waiting === 0) set();
    else
      confirm({
        title: `Switch ${trigger.name} off?`,
        text: `${countOf(waiting, "message")} in line will not be handled: they become dead letters, to be delivered again from there.`,
        action: `Switch ${trigger.name} off`,
        danger: true,
        onConfirm: set,
      });
  }
  const readOnly = canEdit ? null : "Your role is operator.";
  useOffer(`Trigger ${trigger.name}`, [
    {
      id: "toggle",
      label: trigger.enabled ? "Switch off" : "Switch on",
      blocked: readOnly,
      run: () => askToggle(!trigger.enabled),
    },
    { id: "test", label: "Test", blocked: readOnly, run: () => props.onTab("test") },
    { id: "runs", label: "Runs", run: () => props.onTab("runs") },
  ]);
  return (
    <SidePanel
      label={`Trigger ${trigger.name}`}
      width={600}
      onClose={props.onClose}
      title={
        <>
          <Icon size={16} aria-label={kindLooks[trigger.kind].word} />
          <h2 className="cut">{trigger.name}</h2>
        </>
      }
      actions={
        <Switch
          label="Enabled"
          checked={trigger.enabled}
          disabled={!canEdit || toggle.isPending}
          onChange={(event) => askToggle(event.currentTarget.checked)}
        />
      }
    >
      {trigger.disabledReason === null ? null : (
        <div className={styles.section}>
          <div className={styles.reason} role="status">
            <CircleAlert size={15} aria-hidden="true" />
            <span>{trigger.disabledReason} Enable it to start again from zero.</span>
          </div>
        </div>
      )}
      {toggle.isError ? <FormProblem>{faultOf(toggle.error).message}</FormProblem> : null}
      <Facts trigger={trigger} />
      <Tabs
        value={props.tab}
        onChange={(tab) => tab !== null && props.onTab(tab as TriggerTab)}
        keepMounted={false}
      >
        <Tabs.List className={styles.tabs ?? ""}>
          <Tabs.Tab value="settings">Settings</Tabs.Tab>
          {canEdit ? <Tabs.Tab value="test">{kindLooks[trigger.kind].tries}</Tabs.Tab> : null}
          <Tabs.Tab value="runs">Runs</Tabs.Tab>
          {trigger.kind === "bus" ? <Tabs.Tab value="letters">Dead letters</Tabs.Tab> : null}
        </Tabs.List>
        <Tabs.Panel value="settings">
          <Settings trigger={trigger} canEdit={canEdit} onRemoved={props.onClose} />
        </Tabs.Panel>
        <Tabs.Panel value="test">{canEdit ? <TestPanel trigger={trigger} /> : null}</Tabs.Panel>
        <Tabs.Panel value="runs">
          <RunsPanel triggerId={trigger.id} />
        </Tabs.Panel>
        <Tabs.Panel value="letters">
          <DeadLettersPanel triggerId={trigger.id} />
        </Tabs.Panel>
      </Tabs>
    </SidePanel>
  );
}

function Facts({ trigger }: { trigger: TriggerRow }) {
  const realm = useRealm();
  const { module, name } = trigger.script;
  const { state, nextAt, waiting, address } = trigger;
  return (
    <div className={styles.section}>
      <dl className={executions.facts}>
        {address === null ? (
          <>
            <dt>Fires on</dt>
            <dd className="mono cut">{trigger.summary}</dd>
          </>
        ) : (
          <>
            <dt>Address</dt>
            <dd>
              <CopyId id={new URL(address, window.location.origin).href} label="address" />
            </dd>
          </>
        )}
        <dt>Script</dt>
        <dd>
          <Link to="/r/$realm/scripts/$module/$name" params={{ realm, module, name }} search={{}}>
            {module}/{name}
          </Link>
        </dd>
        <dt>Last run</dt>
        <dd>
          {state.lastRunAt === null ? (
            <span className="soft">never</span>
          ) : (
            <>
              <RelativeTime at={state.lastRunAt} /> <span className="soft">· {state.lastStatus}</span>
            </>
          )}
        </dd>
        <dt>Failures in a row</dt>
        <dd>
          {formatNumber(state.failures)}
          {trigger.failureLimit > 0 ? (
            <span className="soft"> of {formatNumber(trigger.failureLimit)}</span>
          ) : null}
        </dd>
        {nextAt === null ? null : (
          <>
            <dt>Next run</dt>
            <dd>
              <RelativeTime at={nextAt} />
            </dd>
          </>
        )}
        {waiting === null ? null : (
          <>
            <dt>In line</dt>
            <dd>{formatNumber(waiting)}</dd>
          </>
        )}
      </dl>
      {trigger.kind === "schedule" ? null : (
        <>
          <h3>Named by</h3>
          <UsedBy thing={{ kind: "trigger", id: trigger.id }} empty={nobody[trigger.kind]} />
        </>
      )}
    </div>
  );
}

/** Who else may start it is not written in a script. */
const nobody = {
  bus: "No script writes a topic that it hears; products may publish one.",
  http: "No script writes this path; callers outside are not known here.",
  tool: "No script writes this tool’s name; programs call it over the API.",
} as const;

function Settings(props: { trigger: TriggerRow; canEdit: boolean; onRemoved: () => void }) {
  const { trigger, canEdit } = props;
  const realm = useRealm();
  const trpc = useTRPC();
  const kinds = useQuery({ ...trpc.triggers.kinds.queryOptions({ realm }), staleTime: 60_000 });
  const [secret, setSecret] = useState<string | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.triggers.pathFilter());
  const update = useMutation(trpc.triggers.update.mutationOptions());
  const kind = kinds.data?.find((one) => one.kind === trigger.kind);
  if (secret !== null) return <ShownOnce secret={secret} onDone={() => setSecret(null)} />;
  if (kinds.isError && !kind) return <ErrorState error={kinds.error} onRetry={() => void kinds.refetch()} />;
  if (!kind) return <RowSkeletons rows={6} />;
  return (
    <>
      <TriggerForm
        formKey={`${realm}/${trigger.id}`}
        kind={trigger.kind}
        hook={kind.hook}
        schema={kind.configSchema}
        values={{ ...trigger, script: `${trigger.script.module}/${trigger.script.name}` }}
        submitLabel="Save"
        disabled={!canEdit}
        pending={update.isPending}
        error={update.error}
        onSubmit={(values, done) =>
          update.mutate(
            { id: trigger.id, ...values },
            {
              onSuccess(saved) {
                done();
                // What was typed is what is saved from here on, also before the list has been asked again.
                queryClient.setQueryData(trpc.triggers.list.queryKey({ realm }), (rows) =>
                  rows?.map((row) => (row.id === trigger.id ? { ...row, ...saved.trigger } : row)),
                );
                if (saved.secret !== null) setSecret(saved.secret);
                void refresh();
              },
            },
          )
        }
      />
      {canEdit ? <TriggerEnd trigger={trigger} onSecret={setSecret} onRemoved={props.onRemoved} /> : null}
    </>
  );
}
