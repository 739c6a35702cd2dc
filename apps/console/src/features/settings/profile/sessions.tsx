import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { faultOf } from "../../../app/fault.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { StatusPill } from "../../../components/status-pill.tsx";
import { QueryCard, SettingsTable } from "../components/settings-table.tsx";
import settings from "../settings.module.css";
import { browserOf } from "./browser-of.ts";

/** Where one is signed in, each with a way to end it. */
export function Sessions() {
  const trpc = useTRPC();
  const query = useQuery(trpc.session.list.queryOptions());
  const end = useMutation(
    trpc.session.end.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.session.list.queryFilter()),
    }),
  );
  return (
    <section className={settings.section} aria-labelledby="sessions">
      <div className={settings.head}>
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
                <td className={settings.end}>
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
