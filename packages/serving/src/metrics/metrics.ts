import type { Execution } from "@scriptyard/model";
import type { Runner } from "@scriptyard/runner";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { versionLabel } from "../version-label.ts";

export type Metrics = {
  /** Counts one execution; cheap enough for the hot path. */
  observe(execution: Execution): void;
  /** What the gauges read when they are scraped, and the names of realms. */
  watch(
    runner: Pick<Runner, "stats">,
    realms: () => Promise<readonly { id: string; name: string }[]>,
  ): Promise<void>;
  /** Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
};

/**
 * Figures for Prometheus. Names of scripts are data: past `mostScripts` of them the rest are counted together as
 * `other`, so that whoever makes scripts cannot fill the memory of the server, or of Prometheus.
 */
export function createMetrics({ mostScripts = 2_000 }: { mostScripts?: number } = {}): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const scriptLabels = ["realm", "script"] as const;
  const executions = new Counter({
    name: "scriptyard_executions_total",
    help: "Executions by script, version (draft in previews, unpublished for files and defaults), trigger and outcome (ok, or the error's type).",
    labelNames: [...scriptLabels, "version", "trigger", "outcome"],
    registers,
  });
  const seconds = new Histogram({
    name: "scriptyard_execution_seconds",
    help: "Time in the sandbox, without waiting for an engine.",
    labelNames: [...scriptLabels, "trigger"],
    buckets: [
      0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5,
    ],
    registers,
  });
  const waiting = new Histogram({
    name: "scriptyard_execution_queue_seconds",
    help: "Time an execution waited for an engine.",
    buckets: [0.000_1, 0.001, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers,
  });
  const compiling = new Histogram({
    name: "scriptyard_compile_seconds",
    help: "Time to make an image, for executions that needed a new one.",
    buckets: [0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.5, 2],
    registers,
  });

  const seen = new Set<string>();
  let realmNames = new Map<string, string>();
  const labelsOf = ({ realmId, module, name }: Execution) => {
    const realm = realmNames.get(realmId) ?? realmId;
    const script = `${module}/${name}`;
    const key = `${realm} ${script}`;
    if (!seen.has(key)) {
      if (seen.size >= mostScripts) return { realm, script: "other" };
      seen.add(key);
    }
    return { realm, script };
  };

  return {
    observe(execution) {
      const { trigger, metrics } = execution;
      const labels = labelsOf(execution);
      const version = labels.script === "other" ? "" : versionLabel(execution);
      executions.inc({ ...labels, version, trigger, outcome: execution.errorType ?? "ok" });
      seconds.observe({ ...labels, trigger }, metrics.runUs / 1e6);
      waiting.observe(metrics.queueUs / 1e6);
      if (metrics.compileUs > 0) compiling.observe(metrics.compileUs / 1e6);
    },
    async watch(runner, realms) {
      registerGauges(registers, runner);
      // Not on the hot path: a realm made since shows by its id until the next scrape.
      const refresh = async () => {
        realmNames = new Map((await realms()).map(({ id, name }) => [id, name]));
      };
      await refresh();
      new Gauge({
        name: "scriptyard_realms",
        help: "Realms there are.",
        registers,
        async collect() {
          await refresh();
          this.set(realmNames.size);
        },
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

type Stats = ReturnType<Runner["stats"]>;

/** Name, help, and where the figure is. Totals of this process are gauges here, since somebody else counts them. */
const figures: readonly [string, string, (stats: Stats) => number][] = [
  ["sandbox_workers", "Threads that run scripts.", (s) => s.sandbox.workers],
  ["sandbox_busy", "Threads that run a script now.", (s) => s.sandbox.active],
  ["sandbox_queued", "Executions waiting for an engine.", (s) => s.sandbox.queued],
  ["sandbox_executions", "Executions since the start.", (s) => s.sandbox.executions],
  ["sandbox_compilations", "Images made since the start.", (s) => s.sandbox.compilations],
  [
    "sandbox_workers_replaced",
    "Threads ended and replaced since the start.",
    (s) => s.sandbox.workersReplaced,
  ],
  ["sandbox_images", "Images kept.", (s) => s.sandbox.cache.count],
  ["sandbox_image_bytes", "Bytes of images kept.", (s) => s.sandbox.cache.bytes],
  ["sandbox_image_hits", "Images found, since the start.", (s) => s.sandbox.cache.hits],
  ["sandbox_image_misses", "Images not found, since the start.", (s) => s.sandbox.cache.misses],
  ["compiled_programs", "Programs whose image is at hand.", (s) => s.compiled.entries],
  ["recorder_queued", "Execution records waiting to be written.", (s) => s.recorder.queued],
  ["recorder_written", "Execution records written since the start.", (s) => s.recorder.written],
  [
    "recorder_dropped",
    "Records of successful executions dropped since the start.",
    (s) => s.recorder.dropped,
  ],
  [
    "reading_waiting",
    "Lists and statistics waiting for the thread that reads them.",
    (s) => s.reading.waiting,
  ],
  ["reading_answered", "Lists and statistics read since the start.", (s) => s.reading.answered],
  [
    "reading_refused",
    "Lists and statistics refused since the start: too many waited.",
    (s) => s.reading.refused,
  ],
  [
    "reading_called_off",
    "Lists and statistics called off since the start: they took too long.",
    (s) => s.reading.calledOff,
  ],
  ["trigger_runs", "Runs of triggers under way.", (s) => s.triggers.firing],
  ["bus_subscriptions", "Subscriptions of the message bus.", (s) => s.triggers.bus.subscriptions],
  ["bus_waiting", "Messages waiting for a handler: the bus's lag.", (s) => s.triggers.bus.waiting],
  ["bus_published", "Messages published since the start.", (s) => s.triggers.bus.published],
  ["event_subscribers", "Listeners of the live stream.", (s) => s.events.subscribers],
  ["events_dropped", "Events that slow listeners lost since the start.", (s) => s.events.dropped],
];

function registerGauges(registers: Registry[], runner: Pick<Runner, "stats">): void {
  for (const [name, help, read] of figures) {
    new Gauge({
      name: `scriptyard_${name}`,
      help,
      registers,
      collect() {
        this.set(read(runner.stats()));
      },
    });
  }
}
