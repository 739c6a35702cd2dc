import type { ReactNode } from "react";
import { StatusPill } from "../../../components/status-pill.tsx";
import { type StatusInput, scriptStatus } from "./status-words.ts";

/** The pill in the header, each state with its own sentence on hover. */
export function ScriptStatus(props: StatusInput & { changed: ReactNode }) {
  const { tone, label, hint, busy } = scriptStatus(props);
  return (
    <StatusPill
      tone={tone}
      hint={
        <>
          {hint} {props.version === undefined && props.changed}
        </>
      }
      busy={busy === true}
    >
      {label}
    </StatusPill>
  );
}
