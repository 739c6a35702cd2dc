import type { HttpAnswer, SeenExecution } from "@scriptyard/model";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRealm } from "../../../app/realm.ts";
import { formatDuration } from "../../../components/format.ts";
import { HttpContent, HttpStatus } from "../../../components/result/http-answer.tsx";
import result from "../../../components/result/result.module.css";
import { ResultView } from "../../../components/result/result-view.tsx";
import styles from "../triggers.module.css";

/** What came of firing a trigger by hand. */
export function Tried({ execution }: { execution: SeenExecution }) {
  return (
    <Outcome>
      <ResultView shown={execution} failure={<Failed execution={execution} />}>
        <Ran execution={execution} />
      </ResultView>
    </Outcome>
  );
}

/** What callers would be answered; `execution` null where it was refused before the script ran. */
export function Answered({ answer, execution }: { answer: HttpAnswer; execution: SeenExecution | null }) {
  return (
    <Outcome>
      <div className={result.view}>
        <div className={result.headline}>
          <HttpStatus answer={answer} />
          {execution ? <Ran execution={execution} /> : <span className="soft">The script did not run.</span>}
        </div>
        {execution ? <Failed execution={execution} /> : null}
        <HttpContent answer={answer} />
      </div>
    </Outcome>
  );
}

function Outcome({ children }: { children: ReactNode }) {
  return (
    <section className={styles.section} aria-label="Outcome of the test" aria-live="polite">
      {children}
    </section>
  );
}

function Ran({ execution }: { execution: SeenExecution }) {
  const realm = useRealm();
  return (
    <>
      <span className="mono soft">{formatDuration(execution.metrics.runUs)}</span>
      <Link
        className="inline"
        to="/r/$realm/executions"
        params={{ realm }}
        search={{ open: execution.id, range: "1h" }}
      >
        Open the execution
      </Link>
    </>
  );
}

/** Callers are told nothing of it; whoever tries it is. */
function Failed({ execution }: { execution: SeenExecution }) {
  if (execution.error === null) return null;
  return (
    <p className="mono" style={{ overflowWrap: "anywhere" }} role="status">
      {execution.error.message}
    </p>
  );
}
