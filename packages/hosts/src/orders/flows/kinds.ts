import type { FlowNodeKind } from "@scriptyard/model";

/** The nodes of an approval. */
export const approvalNodes: FlowNodeKind[] = [
  {
    id: "review",
    title: "Review",
    description: "Approves, asks somebody, or refuses",
    hook: "onReview",
    role: "decides",
    form: "answer",
    answers: {
      by: "verdict",
      values: {
        approve: { action: "continue", outcome: "route" },
        ask: { action: "challenge", block: "page" },
        refuse: { action: "reject", code: "reason", message: "explanation" },
      },
    },
  },
  {
    id: "slip",
    title: "Slip",
    description: "Shows a page about the order",
    hook: "onSlip",
    role: "shows",
  },
  {
    id: "booking",
    title: "Booking",
    description: "Runs when the order is approved",
    hook: "onBooking",
    role: "completes",
  },
];
