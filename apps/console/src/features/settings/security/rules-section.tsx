import { useCan } from "../../../app/me.ts";
import { SettingsCard, SettingsTable } from "../components/settings-table.tsx";
import shared from "../settings.module.css";
import { NewRule } from "./new-rule.tsx";
import { PolicyLine, withoutLine } from "./policy-line.tsx";
import { ruleWords } from "./rule-words.ts";
import styles from "./security.module.css";
import type { PolicyView } from "./types.ts";

/** Which scripts are held to which level, whatever their own settings say. */
export function RulesSection({ view }: { view: PolicyView }) {
  const mayChange = useCan("admin");
  const { rules } = view.policy;
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
      <SettingsCard>
        {rules.length === 0 ? (
          <p className={`soft ${styles.empty}`}>
            No rules: every script has the level of its settings. Add one to hold a flow, a trigger or a
            script to a level.
          </p>
        ) : (
          <SettingsTable columns={["Scripts", "Level"]}>
            {rules.map((rule) => (
              <PolicyLine
                key={JSON.stringify(rule)}
                label={`Remove the rule for ${ruleWords(rule)}`}
                columns={2}
                question={{
                  title: "Remove the rule?",
                  text: `It holds ${ruleWords(rule)} to ${rule.level}. Without it they have the level of their own settings from the next run on.`,
                  action: "Remove rule",
                }}
                without={(now) => ({ ...now, rules: withoutLine(now.rules, rule) })}
              >
                <td>{ruleWords(rule)}</td>
                <td>{rule.level}</td>
              </PolicyLine>
            ))}
          </SettingsTable>
        )}
      </SettingsCard>
      {mayChange && <NewRule view={view} />}
    </section>
  );
}
