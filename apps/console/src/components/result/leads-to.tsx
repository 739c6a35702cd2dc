import type { Destination } from "@scriptyard/model";
import { TriangleAlert } from "lucide-react";
import { InlineNote } from "../inline-note.tsx";

/** Beside the word `continue`: by which edge, and to which node of the flow. */
export function LeadsTo({ to }: { to: Destination }) {
  const edge = to.outcome ?? "default";
  if (to.kind === "no-flow")
    return (
      <span className="soft">
        {to.outcome !== null && (
          <>
            → <code>{edge}</code> ·{" "}
          </>
        )}
        In no flow
      </span>
    );
  if (to.kind === "node")
    return (
      <span className="soft">
        → <code>{edge}</code> → {to.title}
      </span>
    );
  return (
    <>
      <span className="soft">
        → <code>{edge}</code>
      </span>
      <InlineNote tone="warn">
        <TriangleAlert size={14} aria-hidden="true" /> no such edge in {to.flow}
      </InlineNote>
      <span className="soft">{to.instead}</span>
    </>
  );
}
