import { Button } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { lazy, Suspense } from "react";
import { faultOf } from "../app/fault.ts";
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
          Request{" "}
          <Suspense fallback={<PlainId id={fault.requestId} />}>
            <CopyId id={fault.requestId} />
          </Suspense>
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

function PlainId({ id }: { id: string }) {
  return <code>{id}</code>;
}

// Failures are part of the first page; tips, which copying an id brings along, are a tenth of it.
const CopyId = lazy(() =>
  import("./copy-id.tsx").then(
    (module) => ({ default: module.CopyId }),
    () => ({ default: PlainId }),
  ),
);
