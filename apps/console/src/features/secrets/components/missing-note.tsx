import { Button } from "@mantine/core";
import type { Outputs } from "../../../app/trpc.ts";
import { InlineNote } from "../../../components/inline-note.tsx";

/** Secrets that live scripts name and nobody has set: their runs fail at the call. */
export function MissingNote(props: {
  missing: Outputs["secrets"]["list"]["missing"];
  mayChange: boolean;
  onSet: (name: string) => void;
}) {
  return props.missing.map(({ name, usedBy }) => (
    <p key={name} style={{ margin: "8px 0 0" }}>
      <InlineNote tone="warn">
        {usedBy.join(", ")} {usedBy.length === 1 ? "names" : "name"} the secret <code>{name}</code>, which is
        not set here.{" "}
        {props.mayChange ? (
          <Button size="compact-xs" variant="subtle" onClick={() => props.onSet(name)}>
            Set {name}
          </Button>
        ) : null}
      </InlineNote>
    </p>
  ));
}
