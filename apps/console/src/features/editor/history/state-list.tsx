import { Menu } from "@mantine/core";
import { formatClock } from "../../../components/format.ts";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowMenu } from "../../../components/row-menu.tsx";
import type { DraftStateRow } from "../server/types.ts";
import { LineCounts } from "../versions/line-counts.tsx";
import styles from "./history.module.css";
import { stateWords, whoChanged } from "./state-words.ts";

/** The states of a draft; the first is what it is now. */
export function StateList({ states, shown, userId, locked, onCompare, onRestore }: StateListProps) {
  if (states.length === 0)
    return (
      <p className={`${styles.empty} faint small`}>
        Nobody has changed this draft yet. From the first change on, what it was is kept here: who, when and
        the text, to compare with and to go back to.
      </p>
    );
  return (
    <ol className={styles.states} aria-label="Draft history, newest first">
      {states.map((state, i) => {
        const what = stateWords(state, states, formatClock);
        const who = whoChanged(state, userId);
        const newest = i === 0;
        return (
          <li
            key={state.revision}
            className={styles.state}
            data-shown={shown === `r${state.revision}...draft` || undefined}
          >
            <div className={styles.text}>
              <div className={styles.head}>
                <span className={`${styles.who} cut`}>{who}</span>
                <RelativeTime at={state.at} className="faint small" />
                {state.publishedVersion !== null && (
                  <span className={styles.published}>published v{state.publishedVersion}</span>
                )}
                {newest && <span className={styles.now}>now</span>}
              </div>
              {(what || state.change) && (
                <div className={styles.what}>
                  {what && <span>{what}</span>}
                  {state.change && <Change {...state.change} />}
                </div>
              )}
            </div>
            {!newest && (
              <RowMenu
                label={`Actions of the state of ${formatClock(state.at)} by ${who}`}
                width={200}
                items={() => (
                  <>
                    <Menu.Item onClick={() => onCompare(state.revision)}>Compare with the draft</Menu.Item>
                    <Menu.Item disabled={locked} onClick={() => onRestore(state)}>
                      Restore this text
                    </Menu.Item>
                  </>
                )}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Change({ added, removed }: { added: number; removed: number }) {
  if (added + removed === 0) return <span className="faint">no lines changed</span>;
  return (
    <span className={styles.change}>
      <LineCounts added={added} removed={removed} />
    </span>
  );
}

type StateListProps = {
  states: readonly DraftStateRow[];
  /** The comparison in front, as in the address. */
  shown: string | undefined;
  userId: string;
  locked: boolean;
  onCompare: (revision: number) => void;
  onRestore: (state: DraftStateRow) => void;
};
