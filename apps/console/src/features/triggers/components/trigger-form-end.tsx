import { Button } from "@mantine/core";
import { FormProblem } from "../../../components/form-problem.tsx";
import { KeptNote } from "../../../components/kept-note.tsx";
import styles from "../triggers.module.css";

/** What stands at no field, and the ways out of a trigger's form; none for who may not change it (no label). */
export function TriggerFormEnd(props: {
  problem: string | null;
  submitLabel: string | null;
  pending: boolean;
  /** Something is to be decided first. */
  blocked: boolean;
  kept: boolean;
  onDiscard: () => void;
}) {
  return (
    <>
      {props.problem === null ? null : <FormProblem>{props.problem}</FormProblem>}
      {props.submitLabel === null ? null : (
        <div className={styles.buttons}>
          <Button type="submit" loading={props.pending} disabled={props.blocked}>
            {props.submitLabel}
          </Button>
          <KeptNote kept={props.kept} onDiscard={props.onDiscard} />
        </div>
      )}
    </>
  );
}
