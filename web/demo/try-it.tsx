import type { OpenChat } from "./use-demo.ts";

const questions = [
  "How late can I check in?",
  "Show me my bookings",
  "I have to cancel BK-204, do I get my money back?",
  "I want to talk to a person",
];

/** For whoever tries the demo: what to ask, and where it arrives. */
export function TryIt({ guestName, onAsk }: { guestName: string | null; onAsk: OpenChat | null }) {
  return (
    <section class="try" aria-labelledby="try-title">
      <div>
        <h2 id="try-title">Try the support chat</h2>
        <p>
          {guestName ? `You are signed in as ${guestName}. ` : ""}Ask in your own words, or begin with one of
          these. A question for a person arrives in the <a href="/console">staff console</a>, where you can
          answer it yourself as <b>ana</b> with the password <b>staywell</b>.
        </p>
        <button type="button" class="button primary" disabled={!onAsk} onClick={() => onAsk?.()}>
          Open the chat
        </button>
      </div>
      <ul>
        {questions.map((question) => (
          <li key={question}>
            <button type="button" disabled={!onAsk} onClick={() => onAsk?.(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
