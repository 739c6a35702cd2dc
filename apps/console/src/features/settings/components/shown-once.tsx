import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Secret } from "../../../components/secret.tsx";

/** What a form made that nobody can look up later: why to copy it now, itself, and the way out. */
export function ShownOnce(props: { value: string; label: string; onDone: () => void; children: ReactNode }) {
  return (
    <>
      <p>{props.children}</p>
      <Secret value={props.value} label={props.label} />
      <Button mt={16} variant="default" onClick={props.onDone}>
        Done
      </Button>
    </>
  );
}
