import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { useRealm } from "../app/realm.ts";

type Recorded = { id: string; module: string; name: string };

/** The editor with the recorded input, seed and clock. */
export function replayOf(realm: string, { id: execution, module, name }: Recorded) {
  return {
    to: "/r/$realm/scripts/$module/$name",
    params: { realm, module, name },
    search: { execution },
  } as const;
}

export function ReplayButton({ execution }: { execution: Recorded }) {
  const realm = useRealm();
  return (
    <Button
      leftSection={<RotateCcw size={14} aria-hidden="true" />}
      renderRoot={(rest) => <Link {...replayOf(realm, execution)} {...rest} />}
    >
      Replay
    </Button>
  );
}
