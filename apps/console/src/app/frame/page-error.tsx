import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ErrorState } from "../../components/error-state.tsx";
import { queryClient } from "../trpc.ts";

/** One page that fails does not take the frame with it. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ErrorState
      wholePage
      error={error}
      title="This page failed"
      onRetry={() => {
        // What nobody shows now was the page's: an answer that it could not show would fail it again.
        queryClient.removeQueries({ predicate: (query) => !query.isActive() });
        void queryClient.resetQueries({ predicate: (query) => query.state.status === "error" });
        reset();
        void router.invalidate();
      }}
    />
  );
}
