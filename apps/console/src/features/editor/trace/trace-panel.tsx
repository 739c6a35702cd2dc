import { Button } from "@mantine/core";
import { Footprints } from "lucide-react";
import { faultOf } from "../../../app/fault.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { plural } from "../../../components/format.ts";
import { Diverged } from "./diverged.tsx";
import { RecordedStop } from "./recorded-stop.tsx";
import { Scrubber } from "./scrubber.tsx";
import styles from "./trace.module.css";
import { stackAt, variablesAt } from "./traced.ts";
import type { OpenTrace } from "./use-trace.ts";

/** A run, step by step: where it is, what the variables were then, and which calls were under way. */
export function TracePanel({ open }: { open: OpenTrace | null }) {
  if (open === null)
    return (
      <EmptyState icon={Footprints} title="No run is traced">
        Run the draft or replay an execution, then press <strong>Trace</strong> beside its result: the same
        run is made again and can be walked, forwards and back.
      </EmptyState>
    );
  const { answer, error, traced, step, seek, close } = open;
  if (error !== null)
    return (
      <p className={styles.note} role="alert">
        <strong>It could not be traced.</strong> {faultOf(error).message}{" "}
        <Button size="compact-xs" variant="default" onClick={close}>
          Close
        </Button>
      </p>
    );
  if (answer === undefined)
    return (
      <p className={styles.note}>
        <span role="status">Running it once more, step by step…</span>{" "}
        <Button size="compact-xs" variant="default" onClick={close}>
          Cancel
        </Button>
      </p>
    );
  if (traced === null) return <Diverged answer={answer} onClose={close} />;
  if (traced.trace.steps === 0)
    return <p className={styles.note}>Nothing of it ran: it failed before its first statement.</p>;
  const stack = stackAt(traced, step);
  const variables = variablesAt(traced, traced.trace.call[step]!, step);
  return (
    <div className={styles.trace}>
      <Scrubber open={open} traced={traced} />
      {answer.recordedStop && <RecordedStop error={answer.recordedStop} />}
      {traced.trace.gap && (
        <p className={styles.note}>
          It ran longer than a trace is kept: what lies between step {traced.trace.gap.step} and the next is
          left out.
        </p>
      )}
      <div className={styles.columns}>
        <section aria-label="Variables">
          <h3>Variables</h3>
          {variables.length === 0 ? (
            <p className="faint">None was written yet.</p>
          ) : (
            <dl className={styles.variables}>
              {variables.map(({ name, shown, kind, since }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd data-kind={kind}>{shown}</dd>
                  {since >= 0 && (
                    <dd className={styles.since}>
                      <button
                        type="button"
                        title={`Last changed at step ${since + 1}`}
                        aria-label={`${name}: go to step ${since + 1}, where it last changed`}
                        onClick={() => seek(since)}
                      >
                        step {since + 1}
                      </button>
                    </dd>
                  )}
                </div>
              ))}
            </dl>
          )}
        </section>
        <section aria-label="Calls under way">
          <h3>{plural(stack.length, "call")}</h3>
          <ol className={styles.stack}>
            {stack.map(({ call, name, place }) => (
              <li key={call}>
                <strong>{name}</strong>{" "}
                <span className="faint">
                  {place.specifier}:{place.line}
                </span>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </div>
  );
}
