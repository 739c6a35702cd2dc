import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { passwordProblem } from "../../app/password.ts";
import { reportSignedIn } from "../../app/session.ts";
import { queryClient, useTRPC } from "../../app/trpc.ts";
import { useForm } from "../../app/use-form.ts";
import { FormProblem } from "../../components/form-problem.tsx";
import { Gate } from "../../components/gate.tsx";
import { NewPassword } from "../../components/new-password.tsx";
import { usePageTitle } from "../../components/page-header.tsx";

const route = getRouteApi("/welcome");

/** Opened by a one-time link: sets the password and signs in. */
export function WelcomePage() {
  const { token } = route.useSearch();
  usePageTitle("Welcome");
  if (!token)
    return (
      <Gate
        title="This link is not complete"
        hint="It ends with a token, which is missing here. Copy the whole link, or ask an admin for a new one."
      >
        <Link to="/sign-in" search={{}}>
          Sign in instead
        </Link>
      </Gate>
    );
  return (
    <Gate title="Welcome to Scriptyard" hint="Choose a password. The link works once.">
      <WelcomeForm token={token} />
    </Gate>
  );
}

function WelcomeForm({ token }: { token: string }) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const redeem = useMutation(
    trpc.session.redeem.mutationOptions({
      async onSuccess(user) {
        queryClient.setQueryData(trpc.session.me.queryKey(), user);
        reportSignedIn();
        await navigate({ to: "/", replace: true });
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: { name, password },
    own: { name: null, password: passwordProblem(password) },
    error: redeem.error,
    onValid() {
      if (redeem.isPending) return;
      redeem.mutate({ token, password, ...(name.trim() ? { name: name.trim() } : {}) });
    },
  });

  return (
    <form {...form}>
      <TextInput
        label="Your name"
        description="Shown beside what you publish."
        autoComplete="name"
        autoFocus
        error={at.name}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NewPassword label="Password" value={password} error={at.password} onChange={setPassword} />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button type="submit" fullWidth mt={20} size="sm" loading={redeem.isPending}>
        Set the password and sign in
      </Button>
    </form>
  );
}
