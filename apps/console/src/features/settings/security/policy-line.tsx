import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { type ConfirmRequest, confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import shared from "../settings.module.css";
import styles from "./security.module.css";
import type { RealmPolicy } from "./types.ts";
import { useSavePolicy } from "./use-save-policy.ts";

/** A line of the policy, which goes after a question. Why it could not go stands below it. */
export function PolicyLine(props: {
  /** The button for who cannot see which line it is in, e.g. `Remove the host api.stripe.com`. */
  label: string;
  /** Cells of the line, and how many they are. */
  children: ReactNode;
  columns: number;
  question: Pick<ConfirmRequest, "title" | "text" | "action">;
  without: (now: RealmPolicy) => RealmPolicy;
}) {
  const { label, children, columns, question, without } = props;
  const mayChange = useCan("admin");
  const save = useSavePolicy();
  return (
    <>
      <tr>
        {children}
        <td className={shared.end}>
          {mayChange && (
            <Button
              variant="default"
              disabled={save.isPending}
              aria-label={label}
              onClick={() => confirm({ ...question, danger: true, onConfirm: () => save.save(without) })}
            >
              Remove
            </Button>
          )}
        </td>
      </tr>
      {save.isError ? (
        <tr>
          <td colSpan={columns + 1} className={styles.refused}>
            <FormProblem>{faultOf(save.error).message}</FormProblem>
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** A line is what it says: somebody else may have moved the others. */
export function withoutLine<Line>(lines: readonly Line[], gone: Line): Line[] {
  const text = JSON.stringify(gone);
  return lines.filter((one) => JSON.stringify(one) !== text);
}
