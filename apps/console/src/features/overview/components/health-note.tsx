import { TriangleAlert } from "lucide-react";
import type { Outputs } from "../../../app/trpc.ts";
import styles from "../overview.module.css";

/** Nothing while all is well; otherwise why it is not. */
export function HealthNote({ health }: { health: Outputs["system"]["health"] }) {
  if (health.status === "healthy") return null;
  return (
    <div className={styles.health} data-tone={health.status === "degraded" ? "warn" : "error"} role="status">
      <TriangleAlert size={16} aria-hidden="true" />
      <div>
        <strong>The server is {health.status}.</strong> {health.reasons.join(" ")}
      </div>
    </div>
  );
}
