import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Check, CircleDot } from "lucide-react";
import { useOffer } from "../../../app/commands/offers.ts";
import { faultOf } from "../../../app/fault.ts";
import { useFollow } from "../../../app/frame/use-follow.ts";
import { useRealm } from "../../../app/realm.ts";
import { hearOfScripts } from "../../../app/scripts/script-news.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { ExecutionError } from "../../../components/execution-error.tsx";
import { failureWord } from "../../../components/failure-words.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { formatNumber } from "../../../components/format.ts";
import executions from "../../../components/record.module.css";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { ReplayButton, replayOf } from "../../../components/replay-button.tsx";
import { SidePanel } from "../../../components/side-panel.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { ErrorIcon } from "./error-icon.tsx";
import { versionSpan } from "./error-list.tsx";

export function ErrorDrawer(props: { id: string; onClose: () => void }) {
  const realm = useRealm();
  const trpc = useTRPC();
  const id = props.id as `erg_${string}`;
  const query = useQuery(trpc.errors.get.queryOptions({ id }));
  const group = query.data;
  // A run is told of before it is recorded, and only the record says which group it belongs to.
  useFollow(
    ["execution"],
    ({ execution }) => execution.status === "error" && execution.scriptId === group?.scriptId,
    () => void query.refetch(),
  );
  const setStatus = useMutation(
    trpc.errors.setStatus.mutationOptions({
      onSettled() {
        void queryClient.invalidateQueries(trpc.errors.pathFilter());
        // Its script is marked by it, or no longer.
        if (group) void hearOfScripts(realm, { ids: [group.scriptId] });
      },
    }),
  );
  const navigate = useNavigate();
  const turn = group?.status === "open" ? ("resolved" as const) : ("open" as const);
  const turnLabel = turn === "resolved" ? "Resolve" : "Reopen";
  const setTurn = () => setStatus.mutate({ id, status: turn });
  useOffer(group ? "This error" : null, [
    { id: "turn", label: turnLabel, run: setTurn },
    {
      id: "replay",
      label: "Replay its last execution",
      blocked: group?.lastExecution ? null : "It was deleted after the retention time.",
      run: () => group?.lastExecution && void navigate(replayOf(realm, group.lastExecution)),
    },
  ]);
  return (
    <SidePanel
      label="Error group"
      width={600}
      onClose={props.onClose}
      title={
        group ? (
          <>
            <ErrorIcon type={group.type} resolved={group.status === "resolved"} />
            <h2 className="cut">{failureWord(group.type)}</h2>
            <span className="soft">{group.status}</span>
          </>
        ) : null
      }
      actions={
        group ? (
          <>
            <Button
              variant="default"
              loading={setStatus.isPending}
              leftSection={
                turn === "resolved" ? (
                  <Check size={14} aria-hidden="true" />
                ) : (
                  <CircleDot size={14} aria-hidden="true" />
                )
              }
              onClick={setTurn}
            >
              {turnLabel}
            </Button>
            {group.lastExecution ? <ReplayButton execution={group.lastExecution} /> : null}
          </>
        ) : null
      }
    >
      {setStatus.isError ? (
        <div className={executions.section}>
          <FormProblem>{faultOf(setStatus.error).message}</FormProblem>
        </div>
      ) : null}
      {group ? (
        <>
          <div className={executions.section}>
            <dl className={executions.facts}>
              <dt>Script</dt>
              <dd>
                <Link
                  to="/r/$realm/scripts/$module/$name"
                  params={{ realm, module: group.module, name: group.name }}
                  search={
                    group.lastVersion === null ? {} : { version: group.lastVersion, line: ownLine(group) }
                  }
                >
                  {group.module}/{group.name}
                </Link>{" "}
                {versionSpan(group)}
              </dd>
              <dt>Count</dt>
              <dd>
                <Link to="/r/$realm/executions" params={{ realm }} search={{ group: id, range: "30d" }}>
                  {formatNumber(group.count)} {group.count === 1 ? "execution" : "executions"}
                </Link>
              </dd>
              <dt>First seen</dt>
              <dd>
                <RelativeTime at={group.firstSeenAt} exact="beside" />
              </dd>
              <dt>Last seen</dt>
              <dd>
                <RelativeTime at={group.lastSeenAt} exact="beside" />
              </dd>
            </dl>
          </div>
          {group.lastExecution ? (
            <ExecutionError execution={{ ...group.lastExecution, source: group.source }} />
          ) : (
            <div className={executions.section}>
              <p className={executions.errorMessage}>{group.message}</p>
              <p className={executions.meaning}>
                Its last execution was deleted after the retention time, so there is no input to replay.
              </p>
            </div>
          )}
        </>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowSkeletons rows={8} />
      )}
    </SidePanel>
  );
}

/** A line inside a library is no line of the script. */
function ownLine(group: {
  file: string | null;
  line: number | null;
  module: string;
  name: string;
}): number | undefined {
  return group.line !== null && group.file === `${group.module}/${group.name}` ? group.line : undefined;
}
