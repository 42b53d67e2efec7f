import { randomUUID } from "node:crypto";
import { listCards } from "../db/actions.ts";
import { ledgerTransactions } from "../db/schema.ts";
import { browserAndServer } from "./browser-and-server-for-tests.ts";

/* The console's pages in a real browser, at both widths: audit trail, second approval, problems, e-mails, a conversation. */

const here = browserAndServer();

async function confirmed(guest: string, text: string): Promise<void> {
  const id = `conv-${randomUUID()}`;
  await here.rig.say(text, { guest, id });
  const [card] = await listCards(here.rig.db, { conversationId: id });
  const at = `/v1/chat/${id}/confirmations/${card?.confirmationId}`;
  expect((await here.rig.request(at, { guest, json: { decision: "accept" } })).status).toBe(200);
}

async function signIn(name: string, viewport: { width: number; height: number }) {
  const page = await (await here.browser.newContext({ viewport })).newPage();
  await page.goto(`${here.rig.url}/console`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill("staywell");
  await page.getByRole("button", { name: "Sign in" }).click();
  return page;
}

const sizes = [
  { width: 1280, height: 860 },
  { width: 390, height: 844 },
];

test.each(sizes)(
  "at $width px: of two approvals the case says whose word is missing, and the trail ends with what ran",
  async (size) => {
    await confirmed("noor", "cancel BK-530");
    for (const name of ["ana", "lea"]) {
      const page = await signIn(name, size);
      await page.getByText("Noor Al-Sabah").first().click();
      if (name === "lea")
        await page
          .getByText("First approval by Ana; it needs a second one, by a lead", { exact: true })
          .waitFor();
      await page.getByRole("button", { name: "Approve €2,482.00" }).click();
      const trail = page.getByRole("region", { name: "Audit trail" });
      await trail
        .getByText(name === "ana" ? "Approved" : "Run", { exact: true })
        .first()
        .waitFor();
      expect(await trail.getByText("by Noor Al-Sabah, the guest").count()).toBe(2);
      await trail.getByText("The log is whole").waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  },
);

test.each(sizes)(
  "at $width px: a host's reply is written down, and stands in the conversation one click away",
  async (size) => {
    await confirmed("li", "I want to report a problem with BK-417: the heating is broken");
    const page = await signIn("ana", size);
    await page.getByRole("link", { name: "Problems" }).click();
    await page.getByText(/^Kenji has 23 h 5\d min left$/).waitFor();
    await page.getByRole("button", { name: "Write down what Kenji says" }).click();
    await page.getByText("Admitted").click();
    await page.getByLabel("What Kenji says, which Li reads").fill("A plumber comes <b>at noon</b>.");
    await page.getByRole("button", { name: "Record the reply" }).click();
    await page.getByText("Kenji admits it:").waitFor();
    await page.getByRole("link", { name: "Open the conversation" }).click();
    const note = page.getByRole("region", { name: "About the problem you reported" });
    await note.getByText("A plumber comes <b>at noon</b>.").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  },
);

test.each(sizes)(
  "at $width px: who holds a case gives its guest a credit, once she has seen the amount again, and the guest reads it",
  async (size) => {
    await here.rig.say("I want to talk to a human", { id: `conv-${randomUUID()}` });
    const page = await signIn("ana", size);
    await page.getByText("Maria Oliveira").first().click();
    const section = page.getByRole("region", { name: "Credit" });
    await section.getByText("None.").waitFor();
    expect(await section.getByRole("button").count()).toBe(0);
    await page.getByRole("button", { name: "Claim", exact: true }).first().click();
    await section.getByRole("button", { name: "Give a credit…" }).click();
    await section.getByLabel("For which booking").selectOption("BK-204");
    await section.getByLabel("Amount in EUR").fill("25,5");
    await section.getByLabel("Reason, which Maria reads").fill("The heating was out.");
    await section.getByRole("button", { name: "Next" }).click();
    await section.getByText("Give Maria €25.50 for BK-204?").waitFor();
    expect(credits()).toEqual([]);
    // A second Enter in a hurry gives nothing.
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await section.getByRole("button", { name: "Give €25.50" }).click();
    await section.getByText("€25.50", { exact: true }).waitFor();
    await page.getByText("Your credit in EUR is now €25.50.").waitFor();
    await page.getByRole("region", { name: "Audit trail" }).getByText("Gave a credit").waitFor();
    expect(credits()).toMatchObject([{ bookingRef: "BK-204", amountMinor: 2_550, currency: "EUR" }]);
  },
);

const credits = () =>
  here.rig.db
    .select()
    .from(ledgerTransactions)
    .all()
    .filter(({ kind }) => kind === "credit");
