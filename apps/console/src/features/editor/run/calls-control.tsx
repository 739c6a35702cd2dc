import { Button, Textarea } from "@mantine/core";
import { readCalls, unansweredIn, withAnswer } from "./calls.ts";
import styles from "./input.module.css";

const first = { method: "GET", url: "https://api.example.com/*" };

/** What `fetch` and async functions are answered: a preview calls nobody. */
export function CallsControl(props: {
  text: string;
  /** What the last run ended with: it may name a call that has no answer yet. */
  failure: string | null;
  onChange: (text: string) => void;
}) {
  const { text, failure, onChange } = props;
  const read = readCalls(text);
  const unanswered = failure === null ? null : unansweredIn(failure);
  const isKnown =
    unanswered !== null &&
    read.ok &&
    read.calls.some(
      (one) => "method" in one && one.method === unanswered.method && one.url === unanswered.url,
    );
  return (
    <div className={styles.calls}>
      <Textarea
        size="xs"
        label="Calls"
        description='What fetch is answered: a preview calls nobody. Method, address (* at its end: any rest), status, body. Of any other async function: { "function": "accounts.find", "answer": … }, or "error". Kept with the sample.'
        placeholder='[{ "method": "GET", "url": "https://…", "status": 200, "body": {} }]'
        autosize
        minRows={1}
        maxRows={14}
        maxLength={200_000}
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        error={read.ok ? null : read.message}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {text.trim() === "" || (unanswered && !isKnown) ? (
        <Button
          mt={6}
          size="compact-xs"
          variant="default"
          onClick={() => onChange(withAnswer(text, unanswered ?? first))}
        >
          {unanswered ? `Answer ${unanswered.method} ${new URL(unanswered.url).host}` : "Add an answer"}
        </Button>
      ) : null}
    </div>
  );
}
