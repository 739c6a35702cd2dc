import {
  ArrowRight,
  Ban,
  CircleCheck,
  CircleHelp,
  CircleX,
  ExternalLink,
  type LucideIcon,
} from "lucide-react";
import { failureWord } from "./failure-words.ts";
import styles from "./outcome-word.module.css";
import type { Tone } from "./tone.ts";

/** What an execution decided or how it failed, as an icon and a coloured word. */
export function OutcomeWord(props: {
  status: "ok" | "error";
  action: string | null;
  errorType?: string | null | undefined;
  /** Larger, for the head of a result. */
  large?: boolean;
}) {
  const { tone, Icon, word } = outcomeLook(props.status, props.action, props.errorType ?? null);
  return (
    <span className={styles.outcome} data-tone={tone} data-large={props.large || undefined}>
      <Icon size={props.large ? 16 : 14} aria-hidden="true" />
      <span>{word}</span>
    </span>
  );
}

export function outcomeLook(
  status: "ok" | "error",
  action: string | null,
  errorType: string | null,
): { tone: Tone; Icon: LucideIcon; word: string } {
  if (status === "error")
    return { tone: "error", Icon: CircleX, word: failureWord(errorType ?? "execution") };
  switch (action) {
    case "continue":
      return { tone: "ok", Icon: ArrowRight, word: "continue" };
    case "challenge":
      return { tone: "info", Icon: CircleHelp, word: "challenge" };
    case "redirect":
      return { tone: "info", Icon: ExternalLink, word: "redirect" };
    case "reject":
      return { tone: "error", Icon: Ban, word: "reject" };
    case "done":
      return { tone: "ok", Icon: CircleCheck, word: "done" };
    case null:
      return { tone: "ok", Icon: CircleCheck, word: "ok" };
    default:
      return { tone: "ok", Icon: CircleCheck, word: action };
  }
}
