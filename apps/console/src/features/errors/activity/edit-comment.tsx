import { Button, Group, Textarea } from "@mantine/core";
import { errorTriage } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { queryClient, trpc } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import type { CommentEntry } from "./comment.tsx";
import { textProblem } from "./comment-form.tsx";

/** Changes what one wrote; what is typed is kept until it is saved or taken back. */
export function EditComment({ comment, onClose }: { comment: CommentEntry; onClose: () => void }) {
  const before = { text: comment.text ?? "" };
  const { texts, change, reset } = useKeptTexts(`${comment.id}/edit`, before);
  const close = () => {
    reset(before);
    onClose();
  };
  const edit = useMutation(
    trpc.errors.editComment.mutationOptions({
      async onSuccess() {
        await queryClient.invalidateQueries(trpc.errors.activity.pathFilter());
        close();
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: texts,
    own: { text: textProblem(texts.text) },
    error: edit.error,
    onValid: () => edit.mutate({ commentId: comment.id as `eac_${string}`, text: texts.text.trim() }),
  });
  return (
    <form {...form}>
      <Textarea
        aria-label="Your comment"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={errorTriage.commentLength}
        data-autofocus
        autoFocus
        value={texts.text}
        onChange={(event) => change("text", event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          // For this field alone, not for the drawer around it.
          event.preventDefault();
          close();
        }}
        error={at.text}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Group gap={8} mt={8}>
        <Button size="compact-sm" type="submit" loading={edit.isPending}>
          Save
        </Button>
        <Button size="compact-sm" variant="default" onClick={close}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
