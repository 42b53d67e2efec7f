import { defaultSuggestions, type WidgetOptions } from "./options.ts";

interface Props {
  options: WidgetOptions;
  company: string;
  onPick: (question: string) => void;
}

/** An empty chat: a greeting, a few first questions, and what to expect. */
export function Welcome({ options, company, onPick }: Props) {
  const { guestName, suggestions = defaultSuggestions } = options;
  return (
    <div class="welcome">
      <h3>
        {guestName ? `Hi ${guestName.split(" ")[0]},` : "Hello,"}
        <br />
        how can we help?
      </h3>
      <p>
        The {company} assistant answers from the help centre and your bookings. Nothing is cancelled or
        refunded until you press a button that says so.
      </p>
      <ul class="suggestions" aria-label="First questions">
        {suggestions.map((question) => (
          <li key={question}>
            <button type="button" onClick={() => onPick(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
