import { TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { useRef } from "react";
import { useKey } from "../app/keys/use-key.ts";
import { useTypedText } from "./use-typed-text.ts";

/** Looks for a text that the address has, when the typing pauses. `/` goes there. */
export function SearchField(props: { text: string; placeholder: string; onText: (text: string) => void }) {
  const [text, type] = useTypedText(props.text, props.onText, 250);
  const input = useRef<HTMLInputElement>(null);
  useKey("search", () => input.current?.focus());
  return (
    <TextInput
      ref={input}
      size="xs"
      w={220}
      aria-label={props.placeholder}
      placeholder={props.placeholder}
      leftSection={<Search size={14} aria-hidden="true" />}
      value={text}
      maxLength={200}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.currentTarget.blur();
      }}
    />
  );
}
