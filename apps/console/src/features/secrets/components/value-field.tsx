import { Textarea } from "@mantine/core";

/**
 * Where a value is pasted. Never kept in the browser, as other typed texts are, nor offered to its password store; what is
 * typed shows as dots, keys of many lines too.
 */
export function ValueField(props: {
  value: string;
  error: string | null | undefined;
  onChange: (value: string) => void;
  autoFocus?: boolean;
}) {
  return (
    <Textarea
      label="Value"
      description="Nobody can read it again, not even you. 8 characters to 16 KB; keys as PEM or JSON, as they came."
      autosize
      minRows={1}
      maxRows={6}
      maxLength={20_000}
      autoComplete="off"
      spellCheck={false}
      data-autofocus={props.autoFocus || undefined}
      styles={{
        input: { fontFamily: "var(--mantine-font-family-monospace)", WebkitTextSecurity: "disc" } as object,
      }}
      error={props.error}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
