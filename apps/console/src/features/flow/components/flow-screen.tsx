// Long: what stands beside what on one page; each part is a line or two of its own.
import { flowChanges, graphOf } from "@scriptyard/model";
import { useMemo } from "react";
import { useKey } from "../../../app/keys/use-key.ts";
import { useCan } from "../../../app/me.ts";
import type { Outputs } from "../../../app/trpc.ts";
import layout from "../../../components/page.module.css";
import { ClashBar } from "../designer/clash-bar.tsx";
import { DesignerBar } from "../designer/designer-bar.tsx";
import { DesignerDialogs } from "../designer/designer-dialogs.tsx";
import { EmptyGraph } from "../designer/empty-graph.tsx";
import { shownFlow } from "../designer/shown-flow.ts";
import { useClips } from "../designer/use-clips.ts";
import { useDesignerKeys } from "../designer/use-designer-keys.ts";
import { useDesigning } from "../designer/use-designing.ts";
import { useFlowActs } from "../designer/use-flow-acts.ts";
import styles from "../flow.module.css";
import { flowMenu, useFlowOffers } from "../use-flow-offers.ts";
import { useFlowPage } from "../use-flow-page.ts";
import type { LiveNode } from "../use-live-nodes.ts";
import { useTraffic } from "../use-traffic.ts";
import { useWalked } from "../use-walked.ts";
import { FlowGraph } from "./flow-graph.tsx";
import { FlowHeader } from "./flow-header.tsx";
import { FlowSide } from "./flow-side.tsx";
import { TrafficControl } from "./traffic-control.tsx";

/** One flow: its graph, drawn by whoever may, and what is open beside it. */
export function FlowScreen(props: {
  realm: string;
  flow: Outputs["flows"]["get"];
  live: ReadonlyMap<string, LiveNode>;
}) {
  const { realm, flow, live } = props;
  const page = useFlowPage(realm, flow.name);
  const { search, select, setTry, showPanel, openScript, openRun } = page;
  const mayEdit = useCan("author");
  const { way, passed, at, setSteps } = useWalked(realm, search.session);
  const traffic = useTraffic(realm, flow.name, search.traffic ?? "24h");
  const selectedName = search.node ?? search.add ?? null;
  const designing = useDesigning({
    realm,
    flow,
    mayEdit,
    selected: selectedName,
    add: search.add,
    onSelect: select,
    onClosed: () => page.changeSearch({ add: undefined }),
  });
  const { graph } = designing;
  const shown = useMemo(
    () => shownFlow(flow, mayEdit ? graph : null, designing.kinds),
    [flow, mayEdit, graph, designing.kinds],
  );
  const changes = useMemo(() => flowChanges(graphOf(flow), graph).length, [flow, graph]);
  const { commands, rename } = useFlowActs(realm, flow, designing);
  useClips(realm, flow.name, designing, mayEdit);
  useDesignerKeys(designing, { mayEdit, onPanel: showPanel });
  useKey("tryFlow", () => setTry(true));
  const selected = shown.nodes.find((node) => node.name === selectedName);
  const menu = flowMenu({ mayEdit, commands, onVersions: () => showPanel("versions") });
  useFlowOffers(flow.title, {
    selected: selected ?? null,
    mayEdit,
    blocked: page.nothingRuns,
    menu,
    onTry: () => setTry(true),
    onPublish: () => showPanel("publish"),
    onAdd: () => designing.ask({ kind: "add" }),
    onOpen: openScript,
  });

  const onNode = (node: string | null): void => {
    const run = node === null ? undefined : way.findLast((one) => one.node === node);
    if (run) openRun(run.executionId);
    else select(node);
  };
  const { ask, only } = designing;
  const trafficControl = (
    <TrafficControl
      value={search.traffic ?? "24h"}
      unknown={traffic?.unknown ?? null}
      onChange={(next) => page.changeSearch({ traffic: next === "24h" ? undefined : next })}
    />
  );
  return (
    <div className={layout.full}>
      <div className={layout.top}>
        <FlowHeader
          title={flow.title}
          standing={{ liveVersion: flow.liveVersion, isLive: flow.nodes.length > 0, changes }}
          nodes={shown.nodes.length}
          actions={{
            blocked: page.nothingRuns,
            onTry: () => setTry(true),
            onPublish: mayEdit ? () => showPanel("publish") : undefined,
            menu,
          }}
        />
      </div>
      {mayEdit ? (
        <DesignerBar
          designing={designing}
          beside={trafficControl}
          onAdd={() => ask({ kind: "add", ...(only === undefined ? {} : { after: only }) })}
          onConnect={() => only !== undefined && ask({ kind: "connect", from: only, to: null })}
          onProblems={() => showPanel("problems")}
        />
      ) : null}
      {designing.clash ? <ClashBar clash={designing.clash} onChoose={designing.choose} /> : null}
      <div className={layout.split}>
        <section className={styles.canvas} aria-label={`Graph of ${flow.title}`}>
          <FlowGraph
            flow={shown}
            live={live}
            selected={selectedName}
            at={at}
            onSelect={onNode}
            passed={passed}
            traffic={traffic}
            control={mayEdit ? null : trafficControl}
            onOpen={openScript}
            drawing={mayEdit ? designing.drawing : undefined}
          />
          {shown.nodes.length === 0 ? (
            <EmptyGraph onAdd={mayEdit ? () => ask({ kind: "add" }) : undefined} />
          ) : null}
          <output className={styles.said} aria-live="polite">
            {designing.said}
          </output>
        </section>
        <FlowSide
          realm={realm}
          flow={flow}
          shown={shown}
          selected={selected}
          designing={designing}
          mayEdit={mayEdit}
          page={page}
          way={way}
          traffic={traffic}
          onSteps={setSteps}
        />
      </div>
      <DesignerDialogs
        dialog={designing.dialog}
        realm={realm}
        flow={flow}
        graph={graph}
        kinds={designing.kinds}
        scripts={designing.scripts}
        onClose={() => ask(null)}
        onAdd={designing.add}
        onConnect={designing.connect}
        onRename={designing.rename}
        onTitle={rename}
      />
    </div>
  );
}
