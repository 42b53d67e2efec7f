import type { AmountLine, Money } from "../../agent/events.ts";
import { creditLabel } from "./card-words.ts";
import { formatMoney } from "./format-money.ts";

interface Props {
  lines: AmountLine[];
  total: Money;
  /** "You get back", "You pay", "Charged". */
  totalLabel: string;
  /** What of the total is credit. */
  credit?: Money | undefined;
  direction: "refund" | "charge" | "none";
}

/** What was paid, and what of it comes back or is charged now, line by line. A column that would hold nothing but zeros is left out. */
export function AmountLines({ lines, total, totalLabel, credit, direction }: Props) {
  if (lines.length === 0) return null;
  const columns = columnsFor(lines);
  return (
    <table class="lines">
      <thead>
        <tr>
          <th scope="col">
            <span class="sr-only">Item</span>
          </th>
          {columns.map(({ heading }) => (
            <th scope="col" key={heading}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.label}>
            <th scope="row">{line.label}</th>
            {columns.map(({ heading, tone, amountOf }) => {
              const amount = amountOf(line);
              return (
                <td key={heading} class={amount.minor === 0 ? "none" : tone}>
                  {formatMoney(amount)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={columns.length}>
            {totalLabel}
          </th>
          <td>{formatMoney(total)}</td>
        </tr>
        {credit && (
          <tr class="of-credit">
            <th scope="row" colSpan={columns.length}>
              {creditLabel(direction)}
            </th>
            <td>{formatMoney(credit)}</td>
          </tr>
        )}
      </tfoot>
    </table>
  );
}

interface Column {
  heading: string;
  tone: "before" | "back" | "charge";
  amountOf(line: AmountLine): Money;
}

/** A cancellation: paid, back. A booking: its price. A change that costs more: paid, extra. */
export function columnsFor(lines: AmountLine[]): Column[] {
  const anyPaid = lines.some((line) => line.paid.minor !== 0);
  const anyBack = lines.some((line) => line.refund.minor !== 0);
  const anyCharge = lines.some((line) => (line.charge?.minor ?? 0) !== 0);
  const paid: Column = { heading: "Paid", tone: "before", amountOf: (line) => line.paid };
  const back: Column = { heading: "Back", tone: "back", amountOf: (line) => line.refund };
  const charge: Column = {
    heading: anyPaid ? "Extra" : "Price",
    tone: "charge",
    amountOf: (line) => line.charge ?? { ...line.paid, minor: 0 },
  };
  return [
    ...(anyPaid || !anyCharge ? [paid] : []),
    ...(anyBack || !anyCharge ? [back] : []),
    ...(anyCharge ? [charge] : []),
  ];
}
