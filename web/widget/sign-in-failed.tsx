/** The site gave no token that could be used. */
export function SignInFailed({ onRetry }: { onRetry: () => void }) {
  return (
    <div class="problem-screen" role="alert">
      <h2>We could not sign you in</h2>
      <p>The chat needs to know whose bookings to look at.</p>
      <button type="button" class="button primary" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
