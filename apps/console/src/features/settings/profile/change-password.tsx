import { Button, PasswordInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { passwordProblem } from "../../../app/password.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { NewPassword } from "../../../components/new-password.tsx";
import page from "../../../components/page.module.css";
import styles from "../settings.module.css";

export function ChangePassword() {
  const trpc = useTRPC();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation(
    trpc.session.changePassword.mutationOptions({
      onSuccess() {
        setCurrent("");
        setNext("");
        notifications.show({
          message: "Password changed. Your other sessions were ended; your API tokens, below, still work.",
        });
        void queryClient.invalidateQueries(trpc.session.list.queryFilter());
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: { current, next },
    own: {
      current: current ? null : "Type the password you have now.",
      next: passwordProblem(next),
    },
    error: change.error,
    onValid: () => change.mutate({ current, next }),
  });
  return (
    <section className={styles.section} aria-labelledby="password">
      <div className={styles.head}>
        <h2 id="password">Password</h2>
      </div>
      <form className={`${page.card} ${styles.form}`} {...form}>
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          value={current}
          error={at.current}
          aria-invalid={at.current !== undefined}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <NewPassword label="New password" value={next} error={at.next} onChange={setNext} />
        {rest === null ? null : <FormProblem>{rest}</FormProblem>}
        <Button mt={16} type="submit" variant="default" loading={change.isPending}>
          Change password
        </Button>
      </form>
    </section>
  );
}
