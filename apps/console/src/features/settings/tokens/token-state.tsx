import { Tooltip } from "@mantine/core";
import type { Outputs } from "../../../app/trpc.ts";
import { StatusPill } from "../../../components/status-pill.tsx";
import type { Tone } from "../../../components/tone.ts";

export type TokenState = Outputs["tokens"]["list"][number]["state"];

const shown: Record<TokenState, { tone: Tone; label: string; why: string }> = {
  active: { tone: "ok", label: "Active", why: "Works." },
  expiring: { tone: "warn", label: "Expires soon", why: "Make another one before it ends." },
  expired: { tone: "idle", label: "Expired", why: "Make another one." },
  suspended: {
    tone: "warn",
    label: "Suspended",
    why: "Whoever made it is disabled, or has a lesser role than the token by now. It works again when they may.",
  },
  revoked: { tone: "idle", label: "Revoked", why: "For good." },
};

export function TokenPill({ state }: { state: TokenState }) {
  const { tone, label, why } = shown[state];
  return (
    <Tooltip label={why} multiline maw={280}>
      <span>
        <StatusPill tone={tone}>{label}</StatusPill>
      </span>
    </Tooltip>
  );
}

export const works = (state: TokenState): boolean => state === "active" || state === "expiring";
