import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { faultOf } from "../fault.ts";
import { queryClient, useTRPC } from "../trpc.ts";
import { forgetKeptTexts } from "../use-kept-texts.ts";

/** Ends the session, and forgets what this tab has read and kept. */
export function useSignOut() {
  const navigate = useNavigate();
  return useMutation(
    useTRPC().session.signOut.mutationOptions({
      async onSuccess() {
        queryClient.clear();
        forgetKeptTexts();
        await navigate({ to: "/sign-in", search: {} });
      },
      onError: (error) =>
        notifications.show({
          color: "red",
          title: "You are still signed in",
          message: faultOf(error).message,
        }),
    }),
  );
}
