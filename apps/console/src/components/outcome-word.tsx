import {
  ArrowRight,
  Ban,
  CircleCheck,
  CircleHelp,
  CircleX,
  ExternalLink,
  type LucideIcon,
} from "lucide-react";
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
  if (status === "error") return { tone: "error", Icon: CircleX, word: errorWord(errorType ?? "execution") };
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

const errorWords: Record<string, string> = {
  invalid_syntax: "syntax error",
  compilation: "compilation error",
  execution: "execution error",
  timeout: "timeout",
  operation_limit: "operation limit",
  memory_limit: "memory limit",
  stack_overflow: "stack overflow",
  security_violation: "security violation",
  not_found: "not found",
  busy: "busy",
  cancelled: "cancelled",
  engine_failure: "engine failure",
};

/** `operation_limit` → `operation limit`. */
export function errorWord(type: string): string {
  return errorWords[type] ?? type.replaceAll("_", " ");
}

const meanings: Record<string, string> = {
  timeout:
    "The script met a limit of time. The message says what it had done by then, and whether the machine was busy with other work.",
  operation_limit: "The script did more work than it may. Usually a loop over more than it was meant for.",
  memory_limit:
    "The script asked for more memory than it may. Usually a list or a text that grows in a loop.",
  stack_overflow: "Functions called each other too deeply. Usually a recursion without an end.",
  invalid_syntax: "The text does not parse, so nothing ran.",
  compilation:
    "The modules do not fit together: an import names something that is not exported, or does not exist.",
  security_violation: "The script used a function its security level does not allow.",
  not_found: "There was nothing to run: the script does not export its hook, or was never published.",
  busy: "All engines were busy, and it would have waited too long. The script itself may be fine: run it again.",
  cancelled: "Somebody stopped the run before it ended.",
  engine_failure: "The engine itself failed, and was replaced. That is ours to fix, not the script's.",
};

/** What an error type usually means, in a sentence; null for a plain thrown error, whose message says it. */
export function errorMeaning(type: string): string | null {
  return meanings[type] ?? null;
}
