import type { ScriptError } from "@scriptyard/model";
import { Failure } from "../../../components/failure.tsx";
import { useJump } from "../code/use-jump.ts";
import { useScriptScope } from "../editor-context.ts";
import { specifierOf } from "../server/types.ts";
import styles from "./result.module.css";

/** A failure whose places are lines of the open editor. */
export function ErrorDetail({ error, source }: { error: ScriptError; source: string | null }) {
  const { detail } = useScriptScope();
  const jump = useJump();
  return (
    <Failure
      error={error}
      script={specifierOf(detail.item)}
      source={source}
      frameLink={(frame, place) => (
        <button type="button" className={styles.link} onClick={() => jump(frame)}>
          {place}
        </button>
      )}
    />
  );
}
