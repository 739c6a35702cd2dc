import { Switch, Tabs } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { useOffer } from "../../../app/commands/offers.ts";
import { faultOf } from "../../../app/fault.ts";
import { useWhyNot } from "../../../app/me.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { countOf } from "../../../components/format.ts";
import { SidePanel } from "../../../components/side-panel.tsx";
import { kindLooks } from "../kinds.ts";
import type { TriggerTab } from "../search.ts";
import styles from "../triggers.module.css";
import { DeadLettersPanel } from "./dead-letters-panel.tsx";
import { RunsPanel } from "./runs-panel.tsx";
import { TestPanel } from "./test-panel.tsx";
import { TriggerFacts } from "./trigger-facts.tsx";
import type { TriggerRow } from "./trigger-list.tsx";
import { TriggerSettings } from "./trigger-settings.tsx";

export function TriggerDrawer(props: {
  trigger: TriggerRow;
  tab: TriggerTab;
  onTab: (tab: TriggerTab) => void;
  onClose: () => void;
}) {
  const { trigger } = props;
  const trpc = useTRPC();
  const readOnly = useWhyNot("author");
  const canEdit = readOnly === null;
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
      <TriggerFacts trigger={trigger} />
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
          <TriggerSettings trigger={trigger} canEdit={canEdit} onRemoved={props.onClose} />
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
