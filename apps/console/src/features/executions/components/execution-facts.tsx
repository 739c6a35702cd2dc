import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { CopyId } from "../../../components/copy-id.tsx";
import { formatExact } from "../../../components/format.ts";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { versionText } from "../../../components/version-text.ts";
import type { ExecutionDetail } from "./execution-drawer.tsx";

/** What is known of a run beside how it ended, each under its name, with the ways that lead on from it. */
export function executionFacts(
  realm: string,
  execution: ExecutionDetail,
): [name: string, value: ReactNode][] {
  const facts: [string, ReactNode][] = [
    [
      "Script",
      <Link
        key="script"
        to="/r/$realm/scripts/$module/$name"
        params={{ realm, module: execution.module, name: execution.name }}
        search={execution.version === null ? {} : { version: execution.version }}
      >
        {execution.module}/{execution.name} {versionText(execution)}
      </Link>,
    ],
    [
      "Hook",
      <span key="hook" className="mono">
        {execution.hook}
      </span>,
    ],
    ["Trigger", execution.trigger],
  ];
  if (execution.triggerId)
    facts.push([
      "Fired by",
      <Link key="fired" to="/r/$realm/triggers" params={{ realm }} search={{ open: execution.triggerId }}>
        the trigger
      </Link>,
    ]);
  if (execution.subject)
    facts.push([
      "User",
      <Link
        key="user"
        to="/r/$realm/executions"
        params={{ realm }}
        search={{ user: execution.subject[0], range: "30d" }}
        title="Everything that ran for this user"
      >
        <bdi>{execution.subject.join(" · ")}</bdi>
      </Link>,
    ]);
  if (execution.trigger === "trial")
    facts.push(["Trial", execution.triggerId ? "the trigger, fired by hand" : trialWalk]);
  if (execution.node) facts.push(["Node", execution.node]);
  if (execution.flowSessionId)
    facts.push([
      "Flow session",
      <Link
        key="session"
        to="/r/$realm/executions"
        params={{ realm }}
        search={{ session: execution.flowSessionId, range: "30d" }}
        className="mono"
      >
        every step of this session
      </Link>,
    ]);
  if (execution.flowSessionId && execution.node)
    facts.push([
      "Its way",
      <Link
        key="way"
        to="/r/$realm/flows/$flow"
        params={{ realm, flow: execution.module }}
        search={{ session: execution.flowSessionId }}
      >
        drawn over the flow
      </Link>,
    ]);
  if (execution.replayOf)
    facts.push([
      "Replay of",
      <Link
        key="replay"
        to="/r/$realm/executions"
        params={{ realm }}
        search={{ open: execution.replayOf }}
        className="mono"
      >
        {execution.replayOf}
      </Link>,
    ]);
  facts.push(
    ["Started", <RelativeTime key="started" at={execution.startedAt} exact="beside" />],
    ["Clock in script", formatExact(execution.clockMs)],
    ["Execution", <CopyId key="id" id={execution.id} />],
  );
  // Only admins are told: from the seed follows every number that the script drew.
  if (execution.seed !== null) facts.push(["Seed", <CopyId key="seed" id={execution.seed} label="seed" />]);
  if (execution.requestId) facts.push(["Request", <CopyId key="request" id={execution.requestId} />]);
  facts.push(
    ["Engine", execution.engine],
    ["Image", <CopyId key="image" id={execution.imageHash} label="image hash" />],
  );
  return facts;
}

const trialWalk = 'from "Try it": nobody logged in, no message was sent';
