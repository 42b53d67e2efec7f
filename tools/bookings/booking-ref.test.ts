import { bookingRef } from "./booking-ref.ts";

test.each([
  "BK-204",
  "bk204",
  "BK 204",
  "bk_204",
  "BK–204",
  " bk-204 ",
  "#204",
  "204",
  "booking BK-204",
  "Ref: bk 204",
  "ＢＫ204",
])("%p is read as BK-204", (written) => expect(bookingRef.parse(written)).toBe("BK-204"));

test.each([
  "",
  "Lisbon",
  "BK-",
  "BK-204; DROP TABLE bookings",
  "BK-204 BK-205",
  "XY-204",
  "BK-1234567890",
  "b".repeat(100),
])("%p is no reference, and the model is told what one looks like", (written) => {
  const parsed = bookingRef.safeParse(written);
  expect(parsed.success).toBe(false);
  if (written.length <= 60) expect(parsed.error?.issues[0]?.message).toContain("looks like BK-204");
});
