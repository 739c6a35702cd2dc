import { ActionIcon, Tooltip } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { queryClient, trpc } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import styles from "./activity.module.css";
import { type Entry, whoOf } from "./activity-words.ts";
import { EditComment } from "./edit-comment.tsx";

export type CommentEntry = Exclude<Entry, { kind: "rolled-back" }>;

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
