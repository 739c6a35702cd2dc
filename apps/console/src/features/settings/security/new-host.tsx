import { Button, Checkbox, MultiSelect, TextInput } from "@mantine/core";
import { httpMethods, httpRuleSchema } from "@scriptyard/model";
import { useState } from "react";
import { sentence } from "../../../app/issues.ts";
import { useForm } from "../../../app/use-form.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import styles from "./security.module.css";
import { useSavePolicy } from "./use-save-policy.ts";

const nothing = { host: "", methods: ["GET"] as string[], internal: false };

/**
 * Lets scripts call one more host. What was typed stays until the server took it.
 *
 * @param index how many lines there are: the place of this one in the list that the server judges
 */
export function NewHost({ index }: { index: number }) {
  const [values, setValues] = useState(nothing);
  const change = (next: Partial<typeof values>) => setValues((known) => ({ ...known, ...next }));
  const save = useSavePolicy(() => setValues(nothing));
  const host = `http.${index}.host`;
  const methods = `http.${index}.methods`;
  const { form, at, rest } = useForm({
    values: { [host]: values.host, [methods]: values.methods },
    own: {
      [host]: hostProblem(values.host),
      [methods]: values.methods.length > 0 ? null : "Choose what scripts may do there.",
    },
    error: save.error,
    onValid() {
      const chosen = httpMethods.filter((one) => values.methods.includes(one));
      const called = { host: hostOf(values.host), methods: chosen };
      const rule = { ...called, ...(values.internal && { internal: true }) };
      save.save((now) => ({ ...now, http: [...(now.http ?? []), rule] }));
    },
  });
  return (
    <form {...form} aria-label="New host">
      <div className={styles.newRule}>
        <TextInput
          label="Host"
          placeholder="api.stripe.com or *.shop.example"
          w={300}
          maxLength={260}
          error={at[host]}
          inputWrapperOrder={["label", "error", "input"]}
          value={values.host}
          onChange={(event) => change({ host: event.currentTarget.value })}
        />
        <MultiSelect
          label="Methods"
          w={240}
          data={httpMethods}
          error={at[methods]}
          inputWrapperOrder={["label", "error", "input"]}
          value={values.methods}
          onChange={(chosen) => change({ methods: chosen })}
        />
        <Button type="submit" variant="default" loading={save.isPending}>
          Add host
        </Button>
      </div>
      <Checkbox
        mt={8}
        label="Internal: it may be at a private address, and without TLS"
        checked={values.internal}
        onChange={(event) => change({ internal: event.currentTarget.checked })}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
    </form>
  );
}

const hostOf = (typed: string): string => typed.trim().toLowerCase();

/** Said while it is typed, with the words of the server. */
function hostProblem(typed: string): string | null {
  const host = hostOf(typed);
  if (host === "") return "Say which host, e.g. api.stripe.com.";
  const judged = httpRuleSchema.shape.host.safeParse(host);
  return judged.success ? null : sentence(judged.error.issues[0]!.message);
}
