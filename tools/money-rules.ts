import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import type { Role } from "../db/approval-need.ts";
import { versionOf } from "./rules-version.ts";

/** What may move in one currency without a person, in minor units. See money-rules.yaml for what each means. */
export interface CurrencyLimits {
  refundMinorMax: number;
  onePersonMinorMax: number;
  guestMonthMinorMax: number;
  dayMinorMax: number;
  chargeMinorMax: number;
}

export interface MoneyRules {
  approvers: { first: Role; second: Role };
  approvalMsMax: number;
  offerMsMax: number;
  changedOfferMsMax: number;
  currencies: ReadonlyMap<string, CurrencyLimits>;
  /** Names the file's text, for the audit. */
  version: string;
}

/** The file cannot be read, or says something it must not. `message` is one line for the operator. */
export class MoneyRulesError extends Error {
  override readonly name = "MoneyRulesError";
}

const builtInFile = join(import.meta.dirname, "money-rules.yaml");
let builtIn: MoneyRules | undefined;

/** The rules in tools/money-rules.yaml, read once. Throws MoneyRulesError. */
export function builtInMoneyRules(): MoneyRules {
  builtIn ??= readMoneyRules(builtInFile);
  return builtIn;
}

/** Throws MoneyRulesError. */
export function readMoneyRules(file: string): MoneyRules {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new MoneyRulesError(`The money rules cannot be read: ${(error as Error).message}`);
  }
  return parseMoneyRules(text, file);
}

/** `file` names it in errors. Throws MoneyRulesError. */
export function parseMoneyRules(text: string, file = "money-rules.yaml"): MoneyRules {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    throw new MoneyRulesError(`${file} is not YAML: ${(error as Error).message.split("\n")[0]}`);
  }
  const parsed = fileSchema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new MoneyRulesError(`${file}: ${issue?.path.join(".") || "the file"}: ${issue?.message}`);
  }
  return { ...parsed.data, version: versionOf(text) };
}

const role = z.enum(["agent", "lead"]);
const span = (msEach: number) =>
  z
    .number()
    .positive()
    .transform((count) => count * msEach);
const units = z.number().nonnegative();

const limits = z.strictObject({
  refund: units,
  two_people: units,
  guest_month: units,
  day: units,
  charge: units,
});

const currency = z.string().refine(isCurrency, "is no currency with a three-letter code");

const fileSchema = z
  .strictObject({
    approvers: z.strictObject({ first: role, second: role }),
    approval_hours: span(3_600_000),
    offer_minutes: span(60_000),
    changed_offer_hours: span(3_600_000),
    currencies: z.record(currency, limits),
  })
  .transform((file, context) => {
    const currencies = new Map<string, CurrencyLimits>();
    for (const [code, said] of Object.entries(file.currencies)) {
      const wrong = (field: string, message: string) =>
        void context.addIssue({ code: "custom", path: ["currencies", code, field], message });
      for (const [field, amount] of Object.entries(said))
        if (toMinor(amount, code) === null) wrong(field, `${amount} has more decimals than ${code}`);
      if (said.two_people < said.refund) wrong("two_people", "must not be below refund");
      currencies.set(code, {
        refundMinorMax: toMinor(said.refund, code) ?? 0,
        onePersonMinorMax: toMinor(said.two_people, code) ?? 0,
        guestMonthMinorMax: toMinor(said.guest_month, code) ?? 0,
        dayMinorMax: toMinor(said.day, code) ?? 0,
        chargeMinorMax: toMinor(said.charge, code) ?? 0,
      });
    }
    return {
      approvers: file.approvers,
      approvalMsMax: file.approval_hours,
      offerMsMax: file.offer_minutes,
      changedOfferMsMax: file.changed_offer_hours,
      currencies,
    };
  });

/** On the digits as they are written, so that no amount goes through a float. Null when the currency has fewer decimals. */
function toMinor(amount: number, code: string): number | null {
  if (!isCurrency(code)) return null;
  const decimals = decimalsOf(code);
  const [whole = "", part = ""] = String(amount).split(".");
  const minor = Number(`${whole}${part.padEnd(decimals, "0")}`);
  return part.length <= decimals && Number.isSafeInteger(minor) ? minor : null;
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}

const decimalsOf = (code: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency: code }).resolvedOptions()
    .maximumFractionDigits ?? 2;
