/** A blue-tiled house on a steep street, a yellow tram before it. */
export function Loft() {
  return (
    <svg viewBox="0 0 320 220" role="img" aria-label="A tiled house in Alfama and a yellow tram">
      <rect width="320" height="220" fill="#cfe3ea" />
      <circle cx="262" cy="46" r="22" fill="#fff1c9" />
      <path d="M0 220V96l58-30 50 30v124Z" fill="#f1ddc0" />
      <path d="M-6 99 58 60l56 39Z" fill="#c0603f" />
      <rect x="104" y="70" width="124" height="150" fill="#8fb3cf" />
      <g fill="#7299ba">
        {[80, 104, 128, 152].flatMap((y) =>
          [112, 136, 160, 184, 208].map((x) => <path key={`${x}-${y}`} d={`m${x} ${y} 6 6-6 6-6-6Z`} />),
        )}
      </g>
      <path d="M96 72 166 30l70 42Z" fill="#b4553a" />
      <g fill="#fdfaf2">
        <rect x="122" y="92" width="26" height="42" rx="3" />
        <rect x="184" y="92" width="26" height="42" rx="3" />
      </g>
      <g fill="#35566d">
        <rect x="126" y="96" width="18" height="34" />
        <rect x="188" y="96" width="18" height="34" />
      </g>
      <path d="M116 138h38M178 138h38" stroke="#35424c" stroke-width="4" />
      <path d="M228 220V112l50-24 48 24v108Z" fill="#f6e9d3" />
      <path d="m220 116 58-32 54 32Z" fill="#c97049" />
      <path d="M0 196q160-22 320 4v20H0Z" fill="#8d867c" />
      <g transform="translate(150 150)">
        <rect width="112" height="46" rx="8" fill="#f2b632" />
        <rect x="-4" y="-8" width="120" height="12" rx="5" fill="#fdf6e3" />
        <g fill="#3a4d57">
          <rect x="8" y="8" width="24" height="18" rx="2" />
          <rect x="38" y="8" width="24" height="18" rx="2" />
          <rect x="68" y="8" width="24" height="18" rx="2" />
        </g>
        <circle cx="104" cy="32" r="4" fill="#fff7d6" />
        <path d="M10 46h92" stroke="#5c4a1a" stroke-width="5" />
        <circle cx="26" cy="50" r="7" fill="#2e2e2e" />
        <circle cx="86" cy="50" r="7" fill="#2e2e2e" />
      </g>
    </svg>
  );
}
