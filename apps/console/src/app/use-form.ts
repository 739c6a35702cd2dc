import { type FormEvent, useEffect, useRef, useState } from "react";
import { fieldProblems } from "./field-problems.ts";

/** Per field: what is wrong with what stands there now, as a sentence; null = nothing. In the order of the form. */
export type OwnProblems<Field extends string> = { [field in Field]: string | null };

/**
 * What every form does with what it may not take: nothing of the browser's, every problem at its field and all at once,
 * the first one focused and in view. Own problems show from the first try on and go while they are mended; then those
 * of the server's last answer, each until what it was about is no longer what stands there.
 *
 * @example
 * const { form, at, rest } = useForm({
 *   values: { name },
 *   own: { name: name.trim() ? null : "Say what will use it." },
 *   error: create.error,
 *   onValid: () => create.mutate({ name: name.trim() }),
 * });
 * // <form {...form}> <TextInput label="Name" error={at.name} … /> {rest && <FormProblem>{rest}</FormProblem>} …
 */
export function useForm<Field extends string>(options: {
  /** What stands in each field now: a text, a number, a choice. A refusal of another one is not shown. */
  values: { readonly [field in NoInfer<Field>]: unknown };
  own: OwnProblems<Field>;
  error: unknown;
  onValid: () => void;
  /** Where the server judges a form as a whole: asks it all the same, so that its problems stand beside the own ones. */
  onInvalid?: () => void;
}) {
  const { values, own, error, onValid, onInvalid } = options;
  const ref = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(0);
  const [sent, setSent] = useState<typeof values | null>(null);
  const fields = Object.keys(own) as Field[];
  const refused = fieldProblems(error, fields);
  const at: { [field in Field]?: string } = {};
  for (const field of fields) {
    const isOfThis = sent === null || Object.is(sent[field], values[field]);
    const problem = (tried > 0 ? own[field] : null) ?? (isOfThis ? refused.at[field] : undefined);
    if (problem) at[field] = problem;
  }

  useEffect(() => {
    if (tried > 0 || error) toFirstProblem(ref.current);
  }, [tried, error]);

  const form = {
    ref,
    noValidate: true,
    onSubmit(event: FormEvent) {
      event.preventDefault();
      setSent(values);
      if (fields.every((field) => own[field] === null)) {
        setTried(0);
        onValid();
      } else {
        setTried((times) => times + 1);
        onInvalid?.();
      }
    },
  };
  return { form, at, rest: refused.rest };
}

function toFirstProblem(form: HTMLFormElement | null): void {
  const first = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid-group]');
  const field = first?.matches("input, textarea, select, button")
    ? first
    : first?.querySelector<HTMLElement>("input, textarea, button");
  field?.focus({ preventScroll: true });
  // In the middle: the label stands above the field, what is wrong with it below.
  field?.scrollIntoView?.({ block: "center" });
}
