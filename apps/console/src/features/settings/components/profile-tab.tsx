import { Button, PasswordInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useMe } from "../../../app/me.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import page from "../../../components/page.module.css";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { StatusPill } from "../../../components/status-pill.tsx";
import { passwordProblem } from "../../welcome/password.ts";
import { browserOf } from "../browser-of.ts";
import styles from "../settings.module.css";
import { QueryCard, SettingsTable } from "./settings-table.tsx";

export function ProfileTab() {
  const me = useMe();
  return (
    <>
      <section className={styles.section} aria-labelledby="you">
        <h2 id="you">{me?.name || me?.email}</h2>
        <p className="soft">
          {me?.email} · {me?.role}
        </p>
      </section>
      <ChangePassword />
      <Sessions />
      <OwnTokens />
    </>
  );
}

function ChangePassword() {
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
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          mt={12}
          label="New password"
          description="8 characters or more; a few words are easy to remember."
          autoComplete="new-password"
          value={next}
          error={at.next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        {rest === null ? null : <FormProblem>{rest}</FormProblem>}
        <Button mt={16} type="submit" variant="default" loading={change.isPending}>
          Change password
        </Button>
      </form>
    </section>
  );
}

/** What the user has made and still works: whoever changes a password may want it to end. */
function OwnTokens() {
  const trpc = useTRPC();
  const { data: tokens = [] } = useQuery(trpc.tokens.mine.queryOptions());
  const revoke = useMutation(
    trpc.tokens.revokeMine.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.tokens.pathFilter()),
    }),
  );
  if (tokens.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="own-tokens">
      <div className={styles.head}>
        <h2 id="own-tokens">Your API tokens</h2>
        <Button
          variant="default"
          loading={revoke.isPending}
          onClick={() =>
            confirm({
              title: `Revoke ${tokens.length === 1 ? "your token" : `all ${tokens.length} of your tokens`}?`,
              text: `Whatever uses ${tokens.map((token) => token.name).join(", ")} is refused from the next request on. They never work again.`,
              action: "Revoke all",
              danger: true,
              onConfirm: () => revoke.mutate(),
            })
          }
        >
          Revoke all
        </Button>
      </div>
      {revoke.isError ? <FormProblem>{faultOf(revoke.error).message}</FormProblem> : null}
      <p className="soft">
        They go on working when your password changes: {tokens.map((token) => token.name).join(", ")}.
      </p>
    </section>
  );
}

function Sessions() {
  const trpc = useTRPC();
  const query = useQuery(trpc.session.list.queryOptions());
  const end = useMutation(
    trpc.session.end.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.session.list.queryFilter()),
    }),
  );
  return (
    <section className={styles.section} aria-labelledby="sessions">
      <div className={styles.head}>
        <h2 id="sessions">Sessions</h2>
      </div>
      {end.isError ? <FormProblem>{faultOf(end.error).message}</FormProblem> : null}
      <QueryCard query={query} rows={2}>
        {(sessions) => (
          <SettingsTable columns={["Browser", "Address", "Last used", "Signed in"]}>
            {sessions.map((session) => (
              <tr key={session.id}>
                <td title={session.userAgent}>{browserOf(session.userAgent)}</td>
                <td className="mono">{session.ip}</td>
                <td>
                  <RelativeTime at={session.lastUsedAt} />
                </td>
                <td>
                  <RelativeTime at={session.createdAt} />
                </td>
                <td className={styles.end}>
                  {session.current ? (
                    <StatusPill tone="ok">This one</StatusPill>
                  ) : (
                    <Button
                      variant="default"
                      aria-label={`End the session of ${browserOf(session.userAgent)}`}
                      loading={end.isPending && end.variables.id === session.id}
                      onClick={() =>
                        confirm({
                          title: `End the session of ${browserOf(session.userAgent)}?`,
                          text: `That browser, at ${session.ip}, has to sign in again. Texts not saved there stay in it.`,
                          action: "End session",
                          danger: true,
                          onConfirm: () => end.mutate({ id: session.id }),
                        })
                      }
                    >
                      End
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </SettingsTable>
        )}
      </QueryCard>
    </section>
  );
}
