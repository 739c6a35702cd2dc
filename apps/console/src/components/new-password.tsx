import { PasswordInput } from "@mantine/core";

/** Where a password is chosen, not asked for: says what makes a good one. What is wrong with it: `passwordProblem`. */
export function NewPassword(props: {
  label: string;
  value: string;
  error: string | null | undefined;
  onChange: (password: string) => void;
}) {
  return (
    <PasswordInput
      mt={12}
      label={props.label}
      description="8 characters or more; a few words are easy to remember."
      autoComplete="new-password"
      value={props.value}
      error={props.error}
      aria-invalid={props.error !== undefined && props.error !== null}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
