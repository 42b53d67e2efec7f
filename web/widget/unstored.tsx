/** The server is there and takes nothing: what was written stands in the thread, and can be sent again in one go. */
export function Unstored({ onRetry }: { onRetry: () => void }) {
  return (
    <div class="strip bad unstored" role="alert">
      <p>
        <b>Messages cannot be stored just now.</b> Nothing is lost: what you wrote is kept here until it can
        be sent.
      </p>
      <button type="button" class="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
