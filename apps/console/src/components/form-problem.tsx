import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./form-problem.module.css";

/** Why a form was not taken, read aloud when it appears. */
export function FormProblem(props: { id?: string; children: ReactNode }) {
  return (
    <p id={props.id} role="alert" className={styles.problem}>
      <CircleAlert size={15} aria-hidden="true" />
      <span>{props.children}</span>
    </p>
  );
}
