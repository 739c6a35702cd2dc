import { Button, Select } from "@mantine/core";
import { executionTrigger } from "@scriptyard/model";
import { type FormEvent, useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { SettingsCard, SettingsTable } from "../components/settings-table.tsx";
import shared from "../settings.module.css";
import styles from "./security.module.css";
import type { PolicyView, RealmPolicy } from "./types.ts";
import { useSavePolicy } from "./use-save-policy.ts";

/** A walk of *Try it* is held to what it stands in for. */
const ruleTriggers = executionTrigger.exclude(["trial"]).options;

type Rule = RealmPolicy["rules"][number];

/** Which scripts are held to which level, whatever their own settings say. */
export function RulesSection({ view }: { view: PolicyView }) {
  const mayChange = useCan("admin");
  const save = useSavePolicy();
  const { rules } = view.policy;
  const withRules = (next: Rule[]) => save.save({ ...view.policy, rules: next });
  return (
    <section className={shared.section} aria-labelledby="rules">
      <div className={shared.head}>
        <div>
          <h2 id="rules">Rules</h2>
          <p className="soft">
            A rule holds the scripts it matches to a level, beside the one in their settings: the narrower of
            the two counts.
          </p>
        </div>
      </div>
      {save.isError ? <FormProblem>{faultOf(save.error).message}</FormProblem> : null}
      <SettingsCard>
        {rules.length === 0 ? (
          <p className={`soft ${styles.empty}`}>
            No rules: every script has the level of its settings. Add one to hold a flow, a trigger or a
            script to a level.
          </p>
        ) : (
          <SettingsTable columns={["Scripts", "Level"]}>
            {rules.map((rule, index) => (
              <tr key={JSON.stringify(rule)}>
                <td>{ruleWords(rule)}</td>
                <td>{rule.level}</td>
                <td className={shared.end}>
                  {mayChange && (
                    <Button
                      variant="default"
                      disabled={save.isPending}
                      aria-label={`Remove the rule for ${ruleWords(rule)}`}
                      onClick={() =>
                        confirm({
                          title: "Remove the rule?",
                          text: `It holds ${ruleWords(rule)} to ${rule.level}. Without it they have the level of their own settings from the next run on.`,
                          action: "Remove rule",
                          danger: true,
                          onConfirm: () => withRules(rules.toSpliced(index, 1)),
                        })
                      }
                    >
                      Remove
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </SettingsTable>
        )}
      </SettingsCard>
      {mayChange && (
        <NewRule view={view} pending={save.isPending} onAdd={(rule) => withRules([...rules, rule])} />
      )}
    </section>
  );
}

function NewRule(props: { view: PolicyView; pending: boolean; onAdd: (rule: Rule) => void }) {
  const { view, pending, onAdd } = props;
  const [target, setTarget] = useState<string | null>(null);
  const [level, setLevel] = useState("safe");
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (target === null) return;
    const [kind, ...rest] = target.split(":");
    onAdd({ [kind!]: rest.join(":"), level } as Rule);
    setTarget(null);
  }
  const options = (kind: "flow" | "trigger" | "script", names: readonly string[]) =>
    names.map((name) => ({ value: `${kind}:${name}`, label: name }));
  return (
    <form className={styles.newRule} onSubmit={submit} aria-label="New rule">
      <Select
        label="Hold"
        placeholder="A flow, trigger or script"
        searchable
        w={300}
        value={target}
        data={[
          { group: "Flow", items: options("flow", view.flows) },
          { group: "Trigger", items: options("trigger", ruleTriggers) },
          { group: "Script", items: options("script", view.scripts) },
        ]}
        onChange={setTarget}
      />
      <Select
        label="to level"
        w={180}
        allowDeselect={false}
        value={level}
        data={view.levels.map((each) => each.name)}
        onChange={(value) => value && setLevel(value)}
      />
      <Button type="submit" variant="default" disabled={target === null} loading={pending}>
        Add rule
      </Button>
    </form>
  );
}

function ruleWords({ flow, trigger, script }: Rule): string {
  const parts = [
    ...(script === undefined ? [] : [`script ${script}`]),
    ...(flow === undefined ? [] : [`scripts of the flow ${flow}`]),
    ...(trigger === undefined ? [] : [`runs started by ${trigger}`]),
  ];
  return parts.join(", ");
}
