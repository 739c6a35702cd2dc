import type { TriggerKind } from "@scriptyard/model";
import { Zap } from "lucide-react";
import { EmptyState } from "../../../components/empty-state.tsx";
import { kindLooks, kindNames } from "../kinds.ts";
import styles from "../triggers.module.css";

export function TriggersEmpty(props: { canEdit: boolean; onNew: (kind: TriggerKind) => void }) {
  return (
    <>
      <EmptyState icon={Zap} title="No trigger yet">
        Flows start scripts at their nodes. A trigger starts one without a flow: write a script with the
        trigger's hook (New script shows a template for each), publish it, and choose here what starts it.
      </EmptyState>
      {props.canEdit ? (
        <div className={styles.choices}>
          {kindNames.map((kind) => {
            const { Icon, word, verb } = kindLooks[kind];
            return (
              <button key={kind} type="button" className={styles.kind} onClick={() => props.onNew(kind)}>
                <Icon size={16} aria-hidden="true" />
                <span>
                  {word}
                  <br />
                  <span className="small soft">{verb}</span>
                </span>
              </button>
            );
          })}
        </div>
      ) : null}
    </>
  );
}
