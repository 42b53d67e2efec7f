import * as z from "zod";
import { cancelBooking } from "./bookings/cancel-booking.ts";
import { changeDates } from "./bookings/change-dates.ts";
import { changeGuests } from "./bookings/change-guests.ts";
import { getBooking } from "./bookings/get-booking.ts";
import { listMyBookings } from "./bookings/list-my-bookings.ts";
import { quoteChange } from "./bookings/quote-change.ts";
import { escalateToHuman } from "./handoff/escalate-to-human.ts";
import { searchHelpCenter } from "./help/search-help-center.ts";
import { resendReceipt } from "./mail/resend-receipt.ts";
import { reportProblem } from "./problems/report-problem.ts";
import { checkDuplicateCharge } from "./refunds/check-duplicate-charge.ts";
import { quoteCancellation } from "./refunds/quote-cancellation.ts";
import { quoteRefund } from "./refunds/quote-refund.ts";
import { refundStatus } from "./refunds/refund-status.ts";
import { requestRefund } from "./refunds/request-refund.ts";
import { bookStay } from "./stays/book-stay.ts";
import { checkAvailability } from "./stays/check-availability.ts";
import { searchStays } from "./stays/search-stays.ts";
import type { Slot, Tool, ToolSpec } from "./tool.ts";

/** Every tool of the agent, listed by hand: what is not here cannot be called. */
export const catalogue: Tool[] = [
  searchHelpCenter,
  listMyBookings,
  getBooking,
  quoteCancellation,
  cancelBooking,
  refundStatus,
  searchStays,
  checkAvailability,
  bookStay,
  quoteChange,
  changeDates,
  changeGuests,
  quoteRefund,
  requestRefund,
  checkDuplicateCharge,
  reportProblem,
  resendReceipt,
  escalateToHuman,
];

/** What a model is told of a tool. The schema is that of the input as it may be written, before defaults and normalising. */
export function toToolSpec(tool: Tool): ToolSpec {
  const { name, description, effect, examples } = tool;
  const inputSchema = z.toJSONSchema(tool.input, { io: "input" }) as Record<string, unknown>;
  const slots = tool.slots as Record<string, Slot>;
  return {
    name,
    description,
    effect,
    inputSchema,
    examples,
    slots,
    ...(tool.effect === "read" && { render: tool.render }),
  };
}
