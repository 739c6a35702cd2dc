import { Button } from "@mantine/core";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { SettingsCard, SettingsTable } from "../components/settings-table.tsx";
import shared from "../settings.module.css";
import { NewRule } from "./new-rule.tsx";
import { type Rule, ruleWords } from "./rule-words.ts";
import styles from "./security.module.css";
import type { PolicyView } from "./types.ts";
import { useSavePolicy } from "./use-save-policy.ts";

/** Which scripts are held to which level, whatever their own settings say. */
export function RulesSection({ view }: { view: PolicyView }) {
  const mayChange = useCan("admin");
  const save = useSavePolicy();
  const { rules } = view.policy;
  const remove = (rule: Rule) =>
    save.save((now) => ({ ...now, rules: now.rules.filter((other) => keyOf(other) !== keyOf(rule)) }));
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
            {rules.map((rule) => (
              <tr key={keyOf(rule)}>
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
                          onConfirm: () => remove(rule),
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
      {mayChange && <NewRule view={view} />}
    </section>
  );
}

/** A rule is what it says. */
const keyOf = (rule: Rule): string => JSON.stringify(rule);
