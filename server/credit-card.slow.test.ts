import { recordCredit } from "../db/credits.ts";
import { atomically } from "../db/open.ts";
import { browserAndServer } from "./browser-and-server-for-tests.ts";

/* Maria has €50.00 of credit and books for €356.80, in a real browser. `npm test` builds the pages first. */

const here = browserAndServer();

test("the card and the receipt say how much of the amount is credit, and what her card pays", async () => {
  const credit = { id: "credit-1", bookingRef: "BK-204", amount: { minor: 5_000, currency: "EUR" } };
  atomically(here.rig.db, (tx) => recordCredit(tx, { ...credit, now: Date.now() }));
  const page = await (await here.browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  const signedIn = page.waitForResponse(/\/v1\/demo\/token$/);
  await page.goto(here.rig.url);
  await signedIn;
  await page.locator(".launcher").click();
  await page
    .getByLabel("Your message")
    .fill("Book the Garden Flat in Graça from 10 to 14 December for two people");
  await page.keyboard.press("Enter");
  const messages = page.getByLabel("Messages");
  await messages
    .getByText("€50.00 comes from your credit, and €306.80 is charged to Visa ending 4242.")
    .waitFor();
  const part = { name: "of it from credit €50.00" };
  await messages.getByRole("row", part).waitFor();
  await messages.getByRole("button", { name: "Book and pay €356.80" }).click();
  const receipt = messages.getByRole("region", { name: /^Receipt/ });
  await receipt.getByRole("row", part).waitFor();
  await receipt.getByText("Visa ending 4242").waitFor();
  await messages.getByText("€50.00 came from your credit, and €306.80 was charged to").waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
