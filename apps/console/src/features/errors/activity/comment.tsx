import { ActionIcon, Button, Group, Textarea, Tooltip } from "@mantine/core";
import { errorTriage } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { queryClient, trpc } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import styles from "./activity.module.css";
import { type Entry, whoOf } from "./activity-words.ts";
import { textProblem } from "./comment-form.tsx";

type CommentEntry = Exclude<Entry, { kind: "rolled-back" }>;

/** One comment, as plain text; one's own can be changed and removed. */
export function Comment({ comment }: { comment: CommentEntry }) {
  const [editing, setEditing] = useState(false);
  const commentId = comment.id as `eac_${string}`;
  const remove = useMutation(
    trpc.errors.removeComment.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.errors.activity.pathFilter()),
    }),
  );
  return (
    <article className={styles.comment} aria-label={`Comment by ${whoOf(comment)}`}>
      <header className={styles.who}>
        <strong className="cut">{whoOf(comment)}</strong>
        <RelativeTime at={comment.at} className="faint small" />
        {comment.editedAt === null ? null : <span className="faint small">edited</span>}
        {comment.mine && !editing ? (
          <span className={styles.acts}>
            <Tooltip label="Edit">
              <ActionIcon size={24} aria-label="Edit the comment" onClick={() => setEditing(true)}>
                <Pencil size={13} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label="Remove">
              <ActionIcon
                size={24}
                aria-label="Remove the comment"
                loading={remove.isPending}
                onClick={() =>
                  confirm({
                    title: "Remove your comment?",
                    text: "It goes for everybody, and cannot be brought back.",
                    action: "Remove the comment",
                    danger: true,
                    onConfirm: () => remove.mutate({ commentId }),
                  })
                }
              >
                <Trash2 size={13} />
              </ActionIcon>
            </Tooltip>
          </span>
        ) : null}
      </header>
      {editing ? (
        <EditComment comment={comment} onClose={() => setEditing(false)} />
      ) : (
        <p className={styles.text} dir="auto">
          {comment.text}
        </p>
      )}
      {remove.isError ? <FormProblem>{remove.error.message}</FormProblem> : null}
    </article>
  );
}

function EditComment({ comment, onClose }: { comment: CommentEntry; onClose: () => void }) {
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
