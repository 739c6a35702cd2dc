import { StatusPill } from "../../../components/status-pill.tsx";
import { accessWords, type Member } from "./access.ts";

/** Below a name: that somebody cannot come in yet, or any more, and until when their link works. */
export function AccessPill({ user }: { user: Member }) {
  const said = accessWords(user);
  if (said === null) return null;
  return (
    <div>
      <StatusPill tone={said.tone} hint={said.detail}>
        {said.word}
      </StatusPill>
    </div>
  );
}
