import { Button, PasswordInput, SegmentedControl } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { NotCopied } from "../not-copied.tsx";
import { TextBox } from "../text-box.tsx";
import styles from "./call.module.css";
import { type CallRequest, commandOf, type Shell, shells } from "./commands.ts";

/** Stands in what is shown for what is copied. */
const masked = "••••••••";

/**
 * A request as a command to copy. A token or secret that is filled in stays in this component: it is copied, and never shown,
 * kept, sent or part of an address.
 */
export function CallCommand({ request }: { request: CallRequest }) {
  const [shell, setShell] = useState<Shell>("curl");
  const [credential, setCredential] = useState("");
  const clipboard = useClipboard({ timeout: 1_500 });
  const filled = request.auth === "none" ? "" : credential.trim();
  const shown = commandOf(shell, request, filled === "" ? null : masked);
  return (
    <div className={styles.call}>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label="Language of the command"
          value={shell}
          data={shells.map(({ id, label }) => ({ value: id, label }))}
          onChange={(next) => setShell(next as Shell)}
        />
        <Button
          size="xs"
          variant="default"
          leftSection={
            clipboard.copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />
          }
          onClick={() => clipboard.copy(commandOf(shell, request, filled === "" ? null : filled))}
        >
          {clipboard.copied
            ? "Copied"
            : filled === ""
              ? "Copy"
              : `Copy with ${credentialWords[request.auth]}`}
        </Button>
      </div>
      {clipboard.error ? <NotCopied /> : null}
      <TextBox label="Command">{shown}</TextBox>
      {request.auth === "none" ? null : (
        <PasswordInput
          size="xs"
          label={request.auth === "token" ? "With token" : "With secret"}
          description={`Filled in when you copy, and kept nowhere. Without it the command reads ${request.auth === "token" ? "SCRIPTYARD_TOKEN" : "SCRIPTYARD_SECRET"} from its environment.`}
          placeholder={request.auth === "token" ? "sy_…" : "The endpoint's secret"}
          autoComplete="off"
          value={credential}
          onChange={(event) => setCredential(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

const credentialWords: Record<CallRequest["auth"], string> = {
  none: "",
  token: "token",
  signature: "secret",
};
