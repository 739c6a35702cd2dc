import { Button } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { faultOf } from "../app/fault.ts";
import { CopyId } from "./copy-id.tsx";
import styles from "./state.module.css";

/** What failed, the request id to look for in the server's log, and another try. */
export function ErrorState(props: {
  error: unknown;
  title?: string;
  onRetry?: (() => void) | undefined;
  /** The page has no other title. */
  wholePage?: boolean;
}) {
  const Title = props.wholePage ? "h1" : "p";
  const fault = faultOf(props.error);
  return (
    <div className={styles.state} role="alert">
      <div className={styles.icon} data-tone="error" aria-hidden="true">
        <TriangleAlert size={20} strokeWidth={1.75} />
      </div>
      <Title className={styles.title}>{props.title ?? "This could not be loaded"}</Title>
      <p>{fault.message || "The server gave no reason."}</p>
      {fault.requestId ? (
        <p className={`small ${styles.request}`}>
          Request <CopyId id={fault.requestId} />
        </p>
      ) : null}
      {props.onRetry ? (
        <div className={styles.actions}>
          <Button variant="default" onClick={props.onRetry}>
            Try again
          </Button>
        </div>
      ) : null}
    </div>
  );
}
