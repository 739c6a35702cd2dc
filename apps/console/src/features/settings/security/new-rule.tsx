import { Button, Select } from "@mantine/core";
import { executionTrigger } from "@scriptyard/model";
import { useState } from "react";
import { useForm } from "../../../app/use-form.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import type { Rule } from "./rule-words.ts";
import styles from "./security.module.css";
import type { PolicyView } from "./types.ts";
import { useSavePolicy } from "./use-save-policy.ts";

/** A walk of *Try it* is held to what it stands in for. */
const ruleTriggers = executionTrigger.exclude(["trial"]).options;

/** Holds a flow, the runs of a trigger or a script to a level. What was chosen stays until the server took it. */
export function NewRule({ view }: { view: PolicyView }) {
  const [target, setTarget] = useState<string | null>(null);
  const [level, setLevel] = useState(view.policy.defaultLevel);
  const save = useSavePolicy(() => setTarget(null));
  // Where the server finds it in the policy.
  const lineLevel = `rules.${view.policy.rules.length}.level`;
  const { form, at, rest } = useForm({
    values: { target, [lineLevel]: level },
    own: { target: target === null ? "Choose what is held to the level." : null, [lineLevel]: null },
    error: save.error,
    onValid() {
      const [kind, ...name] = (target ?? "").split(":");
      const rule = { [kind!]: name.join(":"), level } as Rule;
      save.save((now) => ({ ...now, rules: [...now.rules, rule] }));
    },
  });
  const options = (kind: "flow" | "trigger" | "script", names: readonly string[]) =>
    names.map((name) => ({ value: `${kind}:${name}`, label: name }));
  return (
    <form {...form} aria-label="New rule">
      <div className={styles.newRule}>
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
          error={at.target}
          inputWrapperOrder={["label", "error", "input"]}
        />
        <Select
          label="to level"
          w={180}
          allowDeselect={false}
          value={level}
          error={at[lineLevel]}
          inputWrapperOrder={["label", "error", "input"]}
          data={view.levels.map((each) => each.name)}
          onChange={(value) => value && setLevel(value)}
        />
        <Button type="submit" variant="default" loading={save.isPending}>
          Add rule
        </Button>
      </div>
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
    </form>
  );
}
