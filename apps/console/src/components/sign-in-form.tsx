import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { faultOf } from "../app/fault.ts";
import { reportSignedIn } from "../app/session.ts";
import { queryClient, useTRPC } from "../app/trpc.ts";
import { useForm } from "../app/use-form.ts";
import { FormProblem } from "./form-problem.tsx";

export function SignInForm({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const problemId = useId();
  const signIn = useMutation(
    trpc.session.signIn.mutationOptions({
      onSuccess(user) {
        queryClient.setQueryData(trpc.session.me.queryKey(), user);
        reportSignedIn();
        onDone();
      },
    }),
  );

  const { form, at } = useForm({
    values: { email, password },
    own: {
      email: email.trim() ? null : "Type the e-mail address of your account.",
      password: password ? null : "Type your password.",
    },
    error: null,
    onValid: () => !signIn.isPending && signIn.mutate({ email: email.trim(), password }),
  });

  return (
    <form {...form} aria-describedby={signIn.isError ? problemId : undefined}>
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        error={at.email}
        data-autofocus
        autoFocus
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        mt={12}
        label="Password"
        autoComplete="current-password"
        error={at.password}
        aria-invalid={at.password !== undefined}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {signIn.isError ? (
        <FormProblem id={problemId}>
          {faultOf(signIn.error).code === "unauthenticated"
            ? "E-mail and password do not match an account. Check both, or ask an admin for a new link."
            : faultOf(signIn.error).message}
        </FormProblem>
      ) : null}
      <Button type="submit" fullWidth mt={20} size="sm" loading={signIn.isPending}>
        Sign in
      </Button>
    </form>
  );
}
