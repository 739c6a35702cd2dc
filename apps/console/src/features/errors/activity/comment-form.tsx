import { Button, Group, Textarea } from "@mantine/core";
import { errorTriage } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { pressed } from "../../../app/keys/pressed.ts";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { useKey } from "../../../app/keys/use-key.ts";
import { queryClient, trpc } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { keyText } from "../../../components/key-hint.tsx";

/** A field for a comment. What is typed is kept until it is sent; Ctrl+Enter sends, as everywhere. */
export function CommentForm({ id }: { id: `erg_${string}` }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { texts, change, reset } = useKeptTexts(`${id}/comment`, { text: "" });
  const add = useMutation(
    trpc.errors.comment.mutationOptions({
      onSuccess: () => reset({ text: "" }),
      onSettled: () => queryClient.invalidateQueries(trpc.errors.activity.pathFilter()),
    }),
  );
  const { form, at, rest } = useForm({
    values: texts,
    own: { text: textProblem(texts.text) },
    error: add.error,
    onValid: () => add.mutate({ id, text: texts.text.trim() }),
  });
  useKey("writeComment", () => field.current?.focus());
  return (
    <form {...form}>
      <Textarea
        ref={field}
        aria-label="Comment"
        placeholder={`Write a comment (${keyText(shortcuts.writeComment)})`}
        autosize
        minRows={1}
        maxRows={12}
        maxLength={errorTriage.commentLength}
        value={texts.text}
        onChange={(event) => change("text", event.currentTarget.value)}
        onKeyDown={(event) => {
          if (pressed("run", event.nativeEvent)) {
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          } else if (event.key === "Escape") {
            // Leaves the field, not the drawer.
            event.preventDefault();
            event.currentTarget.blur();
          }
        }}
        error={at.text}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      {texts.text === "" ? null : (
        <Group gap={8} mt={8}>
          <Button size="compact-sm" type="submit" loading={add.isPending}>
            Comment
          </Button>
        </Group>
      )}
    </form>
  );
}

export function textProblem(text: string): string | null {
  return text.trim() === "" ? "Write what others should know." : null;
}
